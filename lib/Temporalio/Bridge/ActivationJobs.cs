using Coresdk.WorkflowActivation;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Bridge;

/// <summary>Jobs that come from one event or message, independent of any command.</summary>
internal static class ActivationJobs
{
    public static WorkflowActivationJob Initialize(HistoryEvent started, string fallbackWorkflowId)
    {
        var from = started.WorkflowExecutionStartedEventAttributes;
        var init = new InitializeWorkflow
        {
            WorkflowType = from.WorkflowType.Name,
            WorkflowId = from.WorkflowId.Length > 0 ? from.WorkflowId : fallbackWorkflowId,
            RandomnessSeed = RandomnessSeed.Of(from.OriginalExecutionRunId),
            Identity = from.Identity,
            WorkflowExecutionTimeout = from.WorkflowExecutionTimeout,
            WorkflowRunTimeout = from.WorkflowRunTimeout,
            WorkflowTaskTimeout = from.WorkflowTaskTimeout,
            ContinuedFromExecutionRunId = from.ContinuedExecutionRunId,
            ContinuedInitiator = from.Initiator,
            ContinuedFailure = from.ContinuedFailure,
            LastCompletionResult = from.LastCompletionResult,
            FirstExecutionRunId = from.FirstExecutionRunId,
            RetryPolicy = from.RetryPolicy,
            Attempt = from.Attempt,
            CronSchedule = from.CronSchedule,
            WorkflowExecutionExpirationTime = from.WorkflowExecutionExpirationTime,
            CronScheduleToScheduleInterval = from.FirstWorkflowTaskBackoff,
            Memo = from.Memo,
            SearchAttributes = from.SearchAttributes,
            StartTime = started.EventTime,
            RootWorkflow = from.RootWorkflowExecution,
            Priority = from.Priority,
            OriginalExecutionRunId = from.OriginalExecutionRunId,
        };
        if (from.Input is { } input)
        {
            init.Arguments.AddRange(input.Payloads_);
        }

        if (from.Header is { } header)
        {
            init.Headers.Add(header.Fields);
        }

        if (from.ParentWorkflowExecution is { } parent)
        {
            init.ParentWorkflowInfo = new()
            {
                Namespace = from.ParentWorkflowNamespace,
                WorkflowId = parent.WorkflowId,
                RunId = parent.RunId,
            };
        }

        return new() { InitializeWorkflow = init };
    }

    public static WorkflowActivationJob Signal(HistoryEvent signaled)
    {
        var from = signaled.WorkflowExecutionSignaledEventAttributes;
        var signal = new SignalWorkflow
        {
            SignalName = from.SignalName,
            Identity = from.Identity,
            OriginatingEventId = signaled.EventId,
        };
        if (from.Input is { } input)
        {
            signal.Input.AddRange(input.Payloads_);
        }

        if (from.Header is { } header)
        {
            signal.Headers.Add(header.Fields);
        }

        return new() { SignalWorkflow = signal };
    }

    public static WorkflowActivationJob Update(Request request, string protocolInstanceId, bool runValidator)
    {
        var update = new DoUpdate
        {
            Id = request.Meta.UpdateId,
            ProtocolInstanceId = protocolInstanceId,
            Name = request.Input.Name,
            Meta = request.Meta,
            RunValidator = runValidator,
        };
        if (request.Input.Args is { } args)
        {
            update.Input.AddRange(args.Payloads_);
        }

        if (request.Input.Header is { } header)
        {
            update.Headers.Add(header.Fields);
        }

        return new() { DoUpdate = update };
    }

    public static WorkflowActivationJob Query(string id, Api.Query.V1.WorkflowQuery from)
    {
        var query = new QueryWorkflow { QueryId = id, QueryType = from.QueryType };
        if (from.QueryArgs is { } args)
        {
            query.Arguments.AddRange(args.Payloads_);
        }

        if (from.Header is { } header)
        {
            query.Headers.Add(header.Fields);
        }

        return new() { QueryWorkflow = query };
    }
}
