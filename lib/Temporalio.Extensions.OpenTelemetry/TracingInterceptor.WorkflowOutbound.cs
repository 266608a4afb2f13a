using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>What leaves workflows.</content>
public partial class TracingInterceptor
{
    private sealed class WorkflowOutbound(TracingInterceptor root, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
    {
        public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
            Next.CreateContinueAsNewException(input with { Headers = WithTrace(input.Headers) });

        public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
            Next.ScheduleActivityAsync<TResult>(input with { Headers = Send($"StartActivity:{input.Activity}", input.Headers) });

        public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
            Next.ScheduleLocalActivityAsync<TResult>(input with { Headers = Send($"StartActivity:{input.Activity}", input.Headers) });

        public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
            Next.SignalChildWorkflowAsync(input with { Headers = Send($"SignalChildWorkflow:{input.Signal}", input.Headers) });

        public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
            Next.SignalExternalWorkflowAsync(input with { Headers = Send($"SignalExternalWorkflow:{input.Signal}", input.Headers) });

        public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
            StartChildWorkflowInput input) => Next.StartChildWorkflowAsync<TWorkflow, TResult>(
                input with { Headers = Send($"StartChildWorkflow:{input.Workflow}", input.Headers) });

        private IDictionary<string, Payload> Send(string name, IDictionary<string, Payload>? headers)
        {
            using var span = WorkflowsSource.TrackWorkflowDiagnosticActivity(name, ActivityKind.Client);
            return WithTrace(headers);
        }

        private IDictionary<string, Payload> WithTrace(IDictionary<string, Payload>? headers) =>
            root.HeadersFromContext(headers, new(WorkflowDiagnosticActivity.Current?.Context ?? default, Baggage.Current));
    }
}
