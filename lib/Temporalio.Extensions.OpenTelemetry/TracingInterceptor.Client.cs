using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>What clients do.</content>
public partial class TracingInterceptor
{
    private sealed class ClientOutbound(TracingInterceptor root, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
            TraceAsync(
                $"{(input.Options.StartSignal is null ? "StartWorkflow" : "SignalWithStartWorkflow")}:{input.Workflow}",
                root.CreateWorkflowTags(input.Options.Id!),
                () => Next.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = WithTrace(input.Headers) }));

        public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
            StartUpdateWithStartWorkflowInput input)
        {
            if (input.Options.StartWorkflowOperation is not { } start)
            {
                return Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);
            }

            return TraceAsync(
                $"UpdateWithStartWorkflow:{start.Workflow}",
                root.CreateUpdateTags(start.Options.Id!, input.Options.Id),
                () =>
                {
                    // The caller's options and operation stay as they are
                    var options = (WorkflowStartUpdateWithStartOptions)input.Options.Clone();
                    options.StartWorkflowOperation!.Headers = WithTrace(start.Headers);
                    return Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(
                        input with { Options = options, Headers = WithTrace(input.Headers) });
                });
        }

        public override Task SignalWorkflowAsync(SignalWorkflowInput input) => TraceAsync(
            $"SignalWorkflow:{input.Signal}",
            root.CreateWorkflowTags(input.Id),
            async () =>
            {
                await Next.SignalWorkflowAsync(input with { Headers = WithTrace(input.Headers) }).ConfigureAwait(false);
                return true;
            });

        public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => TraceAsync(
            $"QueryWorkflow:{input.Query}",
            root.CreateWorkflowTags(input.Id),
            () => Next.QueryWorkflowAsync<TResult>(input with { Headers = WithTrace(input.Headers) }));

        public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) => TraceAsync(
            $"UpdateWorkflow:{input.Update}",
            root.CreateUpdateTags(input.Id, input.Options.Id),
            () => Next.StartWorkflowUpdateAsync<TResult>(input with { Headers = WithTrace(input.Headers) }));

        private static async Task<T> TraceAsync<T>(
            string name, IEnumerable<KeyValuePair<string, object?>> tags, Func<Task<T>> call)
        {
            using var activity = ClientSource.StartActivity(name, ActivityKind.Client, parentContext: default, tags);
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Record(activity, e);
                throw;
            }
        }

        private IDictionary<string, Payload>? WithTrace(IDictionary<string, Payload>? headers) => Activity.Current is { } current
            ? root.HeadersFromContext(headers, new(current.Context, Baggage.Current))
            : headers;
    }
}
