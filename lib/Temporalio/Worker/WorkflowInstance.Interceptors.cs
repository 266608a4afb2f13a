using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <content>The interceptors around the workflow, and what stands at the end of each chain.</content>
internal sealed partial class WorkflowInstance
{
    private WorkflowInboundInterceptor? inbound;
    private WorkflowOutboundInterceptor? outbound;

    private WorkflowInboundInterceptor Inbound => inbound ?? throw new InvalidOperationException("The workflow was not initialised.");

    private WorkflowOutboundInterceptor Outbound => outbound ?? throw new InvalidOperationException(
        "An interceptor did not pass on what it was initialised with. Call base.Init with an outbound interceptor.");

    public Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Outbound.ScheduleActivityAsync<TResult>(new(activity, args, options, null));

    public Task<TResult> ExecuteLocalActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options) =>
        Outbound.ScheduleLocalActivityAsync<TResult>(new(activity, args, options, null));

    public Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options) =>
        Outbound.StartChildWorkflowAsync<TWorkflow, TResult>(new(workflow, args, options, null));

    public Task SignalExternalAsync(
        string id, string? runId, string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options) =>
        Outbound.SignalExternalWorkflowAsync(new(id, runId, signal, args, options, null));

    public Task CancelExternalAsync(string id, string? runId) => Outbound.CancelExternalWorkflowAsync(new(id, runId));

    public Task DelayAsync(DelayOptions options) => Outbound.DelayAsync(new(options));

    public ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options) =>
        Outbound.CreateContinueAsNewException(new(workflow, args, options, null));

    private void Intercept()
    {
        inbound = details.Interceptors.Reverse().Aggregate(
            (WorkflowInboundInterceptor)new LastInbound(this), (next, interceptor) => interceptor.InterceptWorkflow(next));
        inbound.Init(new LastOutbound(this));
    }

    private static void AddHeaders(MapField<string, Payload> to, IDictionary<string, Payload>? headers)
    {
        if (headers is not null)
        {
            to.Add(headers);
        }
    }

    private sealed class LastInbound(WorkflowInstance owner) : WorkflowInboundInterceptor
    {
        public override void Init(WorkflowOutboundInterceptor outbound) => owner.outbound = outbound;

        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            var task = (Task)owner.details.Definition.Run.Invoke(input.Instance, input.Args)!;
            await task;
            return TaskResults.ValueOf(task, input.RunMethod.ReturnType);
        }

        public override Task HandleSignalAsync(HandleSignalInput input) =>
            (Task)input.Definition.Invoker.Invoke(owner.Instance, input.Args)!;

        public override object? HandleQuery(HandleQueryInput input) =>
            input.Definition.Invoker.Invoke(owner.Instance, input.Args);

        public override void ValidateUpdate(HandleUpdateInput input) =>
            input.Definition.Validator?.Invoke(owner.Instance, input.Args);

        public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
        {
            var task = owner.StartUpdate(input);
            await task;
            return TaskResults.ValueOf(task, input.Definition.Invoker.ReturnType);
        }
    }

    /// <summary>Its methods add no task of their own: one more would let other commands of the activation go first.</summary>
    private sealed class LastOutbound(WorkflowInstance owner) : WorkflowOutboundInterceptor
    {
        public override Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) => owner.RequestCancelAsync(input);

        public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) => new(input);

        public override Task DelayAsync(DelayAsyncInput input) => owner.StartTimerAsync(input);

        public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
            owner.ScheduleActivityAsync<TResult>(input);

        public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
            owner.ScheduleLocalActivityAsync<TResult>(input);

        public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => owner.SendSignalAsync(
            new() { ChildWorkflowId = input.Id }, input.Signal, input.Args, input.Options?.CancellationToken, input.Headers);

        public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) => owner.SendSignalAsync(
            new() { WorkflowExecution = owner.Execution(input.Id, input.RunId) },
            input.Signal, input.Args, input.Options?.CancellationToken, input.Headers);

        public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
            StartChildWorkflowInput input) => owner.StartChildAsync<TWorkflow, TResult>(input);
    }
}
