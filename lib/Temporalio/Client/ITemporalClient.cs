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

    /// <summary>
    /// Starts a workflow unless it runs, and an update of it without a result, in one call; waits for a stage of the
    /// update. The start's handle may be there even if the update fails.
    /// </summary>
    /// <exception cref="ArgumentException">An option is missing, or not allowed here.</exception>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">The id is taken, and its policies forbid both.</exception>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Starts a workflow unless it runs, and an update of it, in one call.</summary>
    /// <inheritdoc cref="StartUpdateWithStartWorkflowAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowStartUpdateWithStartOptions)"/>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TWorkflow, TUpdateResult>(
        Expression<Func<TWorkflow, Task<TUpdateResult>>> updateCall, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Starts a workflow unless it runs, and an update of it by name, in one call.</summary>
    /// <inheritdoc cref="StartUpdateWithStartWorkflowAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowStartUpdateWithStartOptions)"/>
    Task<WorkflowUpdateHandle> StartUpdateWithStartWorkflowAsync(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Starts a workflow unless it runs, and an update of it by name, in one call.</summary>
    /// <inheritdoc cref="StartUpdateWithStartWorkflowAsync{TWorkflow}(Expression{Func{TWorkflow, Task}}, WorkflowStartUpdateWithStartOptions)"/>
    Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        string update, IReadOnlyCollection<object?> args, WorkflowStartUpdateWithStartOptions options);

    /// <summary>Workflows a query finds, page by page.</summary>
    /// <param name="query">Temporal's visibility query, for example <c>WorkflowType = 'Order'</c>.</param>
    /// <param name="options">Options of the listing.</param>
    IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(string query, WorkflowListOptions? options = null);

    /// <summary>One page of the workflows a query finds.</summary>
    /// <param name="query">Temporal's visibility query, for example <c>WorkflowType = 'Order'</c>.</param>
    /// <param name="nextPageToken">Of the page before; null for the first.</param>
    /// <param name="options">Options of the page.</param>
    Task<WorkflowListPage> ListWorkflowsPaginatedAsync(
        string query, byte[]? nextPageToken, WorkflowListPaginatedOptions? options = null);

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
