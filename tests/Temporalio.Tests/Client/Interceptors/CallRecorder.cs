using System.Collections.Concurrent;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Converters;

namespace Temporalio.Tests.Client.Interceptors;

/// <summary>Writes down which calls of schedules, activities, lists and updates with start a client makes.</summary>
internal sealed class CallRecorder : IClientInterceptor
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(nextInterceptor, Calls);

    private sealed class Outbound(ClientOutboundInterceptor next, ConcurrentQueue<string> calls) : ClientOutboundInterceptor(next)
    {
        public override Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input)
        {
            calls.Enqueue($"create {input.Id}");
            var action = (ScheduleActionStartWorkflow)input.Schedule.Action;
            var headers = new Dictionary<string, Payload> { ["from"] = DataConverter.Default.PayloadConverter.ToPayload("interceptor") };
            return Next.CreateScheduleAsync(input with { Schedule = input.Schedule with { Action = action with { Headers = headers } } });
        }

        public override IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input)
        {
            calls.Enqueue($"list {input.Options?.Query}");
            return Next.ListSchedulesAsync(input);
        }

        public override Task BackfillScheduleAsync(BackfillScheduleInput input)
        {
            calls.Enqueue($"backfill {input.Id} {input.Backfills.Count}");
            return Next.BackfillScheduleAsync(input);
        }

        public override Task DeleteScheduleAsync(DeleteScheduleInput input)
        {
            calls.Enqueue($"delete {input.Id}");
            return Next.DeleteScheduleAsync(input);
        }

        public override Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input)
        {
            calls.Enqueue($"describe {input.Id}");
            return Next.DescribeScheduleAsync(input);
        }

        public override Task PauseScheduleAsync(PauseScheduleInput input)
        {
            calls.Enqueue($"pause {input.Id} {input.Note}");
            return Next.PauseScheduleAsync(input);
        }

        public override Task TriggerScheduleAsync(TriggerScheduleInput input)
        {
            calls.Enqueue($"trigger {input.Id}");
            return Next.TriggerScheduleAsync(input);
        }

        public override Task UnpauseScheduleAsync(UnpauseScheduleInput input)
        {
            calls.Enqueue($"unpause {input.Id} {input.Note}");
            return Next.UnpauseScheduleAsync(input);
        }

        public override Task UpdateScheduleAsync(UpdateScheduleInput input)
        {
            calls.Enqueue($"update {input.Id}");
            return Next.UpdateScheduleAsync(input);
        }

        public override Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input)
        {
            calls.Enqueue("heartbeat");
            return Next.HeartbeatAsyncActivityAsync(input);
        }

        public override Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input)
        {
            calls.Enqueue($"complete {input.Result}");
            return Next.CompleteAsyncActivityAsync(input with { Result = $"{input.Result}, intercepted" });
        }

        public override Task FailAsyncActivityAsync(FailAsyncActivityInput input)
        {
            calls.Enqueue($"fail {input.Exception.Message}");
            return Next.FailAsyncActivityAsync(input);
        }

        public override Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input)
        {
            calls.Enqueue("report cancellation");
            return Next.ReportCancellationAsyncActivityAsync(input);
        }

        public override Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input)
        {
            calls.Enqueue($"page {(input.NextPageToken is null ? "first" : "next")} {input.Options?.PageSize}");
            return Next.ListWorkflowsPaginatedAsync(input);
        }

        public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
            StartUpdateWithStartWorkflowInput input)
        {
            calls.Enqueue($"update {input.Update} with start of {input.Options.StartWorkflowOperation?.Workflow}");
            return Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);
        }
    }
}
