using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>A workflow as its clients hold it.</summary>
/// <param name="Client">The client calls go through.</param>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Run that signals, queries and so on mean; null for the latest.</param>
/// <param name="ResultRunId">Run whose result is waited for; null for the latest.</param>
/// <param name="FirstExecutionRunId">Run the chain began with; cancelling and terminating make sure of it.</param>
public partial record WorkflowHandle(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
{
    /// <summary>Waits for the workflow's end.</summary>
    /// <param name="followRuns">Whether to go on with the run that continues this one.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow ended without a result.</exception>
    /// <exception cref="Exceptions.WorkflowContinuedAsNewException">
    /// The run continued as new, and <paramref name="followRuns"/> is false.
    /// </exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>Waits for the workflow's result.</summary>
    /// <inheritdoc cref="GetResultAsync(bool, RpcOptions?)"/>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        new WorkflowResult(Client, Id).GetAsync<TResult>(ResultRunId, followRuns, rpcOptions);

    /// <summary>Signals the workflow.</summary>
    public Task SignalAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (method, args) = ExpressionCalls.Extract(signalCall);
        return SignalAsync(CallNames.Signal(method), args, options);
    }

    /// <summary>Signals the workflow.</summary>
    public Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <summary>Queries the workflow.</summary>
    /// <exception cref="Exceptions.WorkflowQueryFailedException">The workflow could not answer.</exception>
    /// <exception cref="Exceptions.WorkflowQueryRejectedException">The workflow's status refuses queries.</exception>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (ExpressionCalls.ExtractProperty(queryCall) is { } property)
        {
            return QueryAsync<TQueryResult>(CallNames.Query(property), [], options);
        }

        var (method, args) = ExpressionCalls.Extract(queryCall);
        return QueryAsync<TQueryResult>(CallNames.Query(method), args, options);
    }

    /// <summary>Queries the workflow.</summary>
    /// <inheritdoc cref="QueryAsync{TWorkflow, TQueryResult}"/>
    public Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    /// <summary>The workflow in detail.</summary>
    public Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    /// <summary>Asks the workflow to end.</summary>
    public Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    /// <summary>Ends the workflow without asking it.</summary>
    public Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    /// <summary>The workflow's history.</summary>
    public async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var historyEvent in FetchHistoryEventsAsync(new()
        {
            EventFilterType = options?.EventFilterType ?? HistoryEventFilterType.AllEvent,
            SkipArchival = options?.SkipArchival ?? false,
            Rpc = options?.Rpc,
        }))
        {
            events.Add(historyEvent);
        }

        return new(Id, events);
    }

    /// <summary>The workflow's events, page by page.</summary>
    public IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null) =>
        FetchHistoryEventsAsync(options ?? new(), CancellationToken.None);

    private async IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(
        WorkflowHistoryEventFetchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[]? token = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                Id,
                RunId,
                PageSize: null,
                token,
                options.WaitNewEvent,
                options.EventFilterType,
                options.SkipArchival,
                options.Rpc));
            foreach (var historyEvent in page.Events)
            {
                yield return historyEvent;
            }

            token = page.NextPageToken;
        }
        while (token is not null);
    }
}
