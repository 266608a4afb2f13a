using System.Linq.Expressions;
using Temporalio.Api.Common.V1;
using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow.</summary>
/// <param name="Workflow">Name of its type.</param>
/// <param name="Args">Its arguments; those of a description are encoded raw values.</param>
/// <param name="Options">Its options; the time of the action is appended to the id.</param>
/// <param name="Headers">Its headers.</param>
public sealed record ScheduleActionStartWorkflow(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    WorkflowOptions Options,
    IReadOnlyDictionary<string, Payload>? Headers = null) : ScheduleAction
{
    /// <summary>Starts a workflow by a call of its run method.</summary>
    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(workflowRunCall);
        return Create(CallNames.Workflow(method), args, options);
    }

    /// <summary>Starts a workflow by a call of its run method.</summary>
    public static ScheduleActionStartWorkflow Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = ExpressionCalls.Extract(workflowRunCall);
        return Create(CallNames.Workflow(method), args, options);
    }

    /// <summary>Starts a workflow by the name of its type.</summary>
    public static ScheduleActionStartWorkflow Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) => new(workflow, args, options);
}
