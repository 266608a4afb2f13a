using System.Linq.Expressions;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;

namespace Temporalio.Client;

/// <summary>Starts, finds and steers workflows.</summary>
public interface ITemporalClient
{
    /// <summary>The connection calls go through.</summary>
    ITemporalConnection Connection { get; }

    /// <summary>Options of the client; not to be changed.</summary>
    TemporalClientOptions Options { get; }

    /// <summary>The outermost interceptor, through which every call goes.</summary>
    ClientOutboundInterceptor OutboundInterceptor { get; }

    /// <summary>Raw calls of the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Starts a workflow by a call of its run method.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow without a result by a call of its run method.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    Task<WorkflowHandle<TWorkflow>> StartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options);

    /// <summary>Starts a workflow by the name of its type.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken.</exception>
    Task<WorkflowHandle> StartWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options);

    /// <summary>A handle of a workflow that exists; nothing is called.</summary>
    WorkflowHandle GetWorkflowHandle(string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>A handle of a workflow that exists; nothing is called.</summary>
    WorkflowHandle<TWorkflow> GetWorkflowHandle<TWorkflow>(
        string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>A handle of a workflow that exists; nothing is called.</summary>
    WorkflowHandle<TWorkflow, TResult> GetWorkflowHandle<TWorkflow, TResult>(
        string id, string? runId = null, string? firstExecutionRunId = null);

    /// <summary>Workflows a query finds, page by page.</summary>
    /// <param name="query">Temporal's visibility query, for example <c>WorkflowType = 'Order'</c>.</param>
    /// <param name="options">Options of the listing.</param>
    IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null);

    /// <summary>How many workflows a query finds.</summary>
    Task<WorkflowExecutionCount> CountWorkflowsAsync(string query, WorkflowCountOptions? options = null);

    /// <summary>A handle that completes an activity from outside its worker, by its token.</summary>
    AsyncActivityHandle GetAsyncActivityHandle(byte[] taskToken);

    /// <summary>A handle that completes an activity from outside its worker, by its ids.</summary>
    AsyncActivityHandle GetAsyncActivityHandle(string workflowId, string runId, string activityId);

    /// <summary>Creates a schedule.</summary>
    /// <exception cref="Exceptions.ScheduleAlreadyRunningException">The id is taken.</exception>
    Task<ScheduleHandle> CreateScheduleAsync(string scheduleId, Schedule schedule, ScheduleOptions? options = null);

    /// <summary>A handle of a schedule that exists; nothing is called.</summary>
    ScheduleHandle GetScheduleHandle(string scheduleId);

    /// <summary>Every schedule, page by page.</summary>
    IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ScheduleListOptions? options = null);
}
