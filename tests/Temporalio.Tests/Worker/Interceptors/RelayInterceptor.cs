using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker.Interceptors;

/// <summary>Writes every call down, and hands its token on in a header: from the client to whatever it leads to.</summary>
/// <param name="name">Tells it from others, in the notes and in the header.</param>
/// <param name="notes">What was called, by whom it was called for.</param>
internal sealed class RelayInterceptor(string name, CallNotes notes) : IClientInterceptor, IWorkerInterceptor
{
    private static IPayloadConverter Converter => DataConverter.Default.PayloadConverter;

    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new ClientOutbound(this, nextInterceptor);

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) =>
        new WorkflowInbound(this, nextInterceptor);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new ActivityInbound(this, nextInterceptor);

    private Dictionary<string, Payload> WithToken(IDictionary<string, Payload>? headers, string token) =>
        new(headers ?? new Dictionary<string, Payload>()) { [name] = Converter.ToPayload(token) };

    private string Token(IReadOnlyDictionary<string, Payload>? headers) =>
        headers is not null && headers.TryGetValue(name, out var payload) ? Converter.ToValue<string>(payload) : "nothing";

    private void Note(string subject, string call) => notes.Add(subject, $"{name} {call}");

    private sealed class ClientOutbound(RelayInterceptor root, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
        {
            root.Note("client", $"start {input.Workflow}");
            return Next.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = root.WithToken(input.Headers, "start") });
        }

        public override Task SignalWorkflowAsync(SignalWorkflowInput input)
        {
            root.Note("client", $"signal {input.Signal}");
            return Next.SignalWorkflowAsync(input with { Headers = root.WithToken(input.Headers, "signal") });
        }

        public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
        {
            root.Note("client", $"query {input.Query}");
            return Next.QueryWorkflowAsync<TResult>(input with { Headers = root.WithToken(input.Headers, "query") });
        }

        public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input)
        {
            root.Note("client", $"update {input.Update}");
            return Next.StartWorkflowUpdateAsync<TResult>(input with { Headers = root.WithToken(input.Headers, "update") });
        }
    }

    private sealed class WorkflowInbound(RelayInterceptor root, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound) => Next.Init(new WorkflowOutbound(root, outbound));

        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            Note($"run with {root.Token(Workflow.Info.Headers)}");
            var result = await Next.ExecuteWorkflowAsync(input);
            Note($"returns {result ?? "nothing"}");
            return result;
        }

        public override Task HandleSignalAsync(HandleSignalInput input)
        {
            Note($"signal {input.Signal} with {root.Token(input.Headers)}");
            return Next.HandleSignalAsync(input);
        }

        public override object? HandleQuery(HandleQueryInput input)
        {
            // Answered anew on replay too
            root.Note(Workflow.Info.WorkflowType, $"query {input.Query} with {root.Token(input.Headers)}");
            return Next.HandleQuery(input);
        }

        public override void ValidateUpdate(HandleUpdateInput input)
        {
            Note($"validate {input.Update} with {root.Token(input.Headers)}");
            Next.ValidateUpdate(input);
        }

        public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
        {
            Note($"update {input.Update} with {root.Token(input.Headers)}");
            return (int)(await Next.HandleUpdateAsync(input))! * 10;
        }

        private void Note(string call)
        {
            if (!Workflow.Unsafe.IsReplaying)
            {
                root.Note(Workflow.Info.WorkflowType, call);
            }
        }
    }

    private sealed class WorkflowOutbound(RelayInterceptor root, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
    {
        public override Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input)
        {
            Note($"cancel {input.Id}");
            return Next.CancelExternalWorkflowAsync(input);
        }

        public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input)
        {
            Note($"continue {input.Workflow}");
            return Next.CreateContinueAsNewException(input with { Headers = root.WithToken(input.Headers, "continue") });
        }

        public override Task DelayAsync(DelayAsyncInput input)
        {
            Note($"delay {input.Delay.TotalSeconds}");
            return Next.DelayAsync(input);
        }

        public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
        {
            Note($"activity {input.Activity}");
            return Next.ScheduleActivityAsync<TResult>(input with { Headers = root.WithToken(input.Headers, "activity") });
        }

        public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input)
        {
            Note($"local {input.Activity}");
            return Next.ScheduleLocalActivityAsync<TResult>(input with { Headers = root.WithToken(input.Headers, "local") });
        }

        public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input)
        {
            Note($"signal child {input.Signal}");
            return Next.SignalChildWorkflowAsync(input with { Headers = root.WithToken(input.Headers, "child signal") });
        }

        public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input)
        {
            Note($"signal external {input.Signal}");
            return Next.SignalExternalWorkflowAsync(input with { Headers = root.WithToken(input.Headers, "external signal") });
        }

        public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
        {
            Note($"child {input.Workflow}");
            return Next.StartChildWorkflowAsync<TWorkflow, TResult>(input with { Headers = root.WithToken(input.Headers, "child") });
        }

        private void Note(string call)
        {
            if (!Workflow.Unsafe.IsReplaying)
            {
                root.Note(Workflow.Info.WorkflowType, call);
            }
        }
    }

    private sealed class ActivityInbound(RelayInterceptor root, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
    {
        public override void Init(ActivityOutboundInterceptor outbound) => Next.Init(new ActivityOutbound(root, outbound));

        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            root.Note(ActivityExecutionContext.Current.Info.ActivityType, $"run {input.Args[0]} with {root.Token(input.Headers)}");
            return Next.ExecuteActivityAsync(input);
        }
    }

    private sealed class ActivityOutbound(RelayInterceptor root, ActivityOutboundInterceptor next) : ActivityOutboundInterceptor(next)
    {
        public override void Heartbeat(HeartbeatInput input)
        {
            root.Note(ActivityExecutionContext.Current.Info.ActivityType, $"heartbeat {input.Details[0]}");
            Next.Heartbeat(input);
        }
    }
}

/// <summary>What was called, in order, by whom it was called for.</summary>
internal sealed class CallNotes
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> bySubject = new();

    public void Add(string subject, string call) => bySubject.GetOrAdd(subject, _ => new()).Enqueue(call);

    public string[] Of(string subject) => bySubject.TryGetValue(subject, out var calls) ? [.. calls] : [];
}
