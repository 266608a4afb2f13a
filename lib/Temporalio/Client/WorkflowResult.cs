using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Waits for the event that closes a workflow, by long polls of its history.</summary>
/// <param name="client">The client calls go through.</param>
/// <param name="workflowId">Id of the workflow.</param>
internal sealed class WorkflowResult(ITemporalClient client, string workflowId)
{
    private DataConverter Converter => client.Options.DataConverter;

    internal async Task<TResult> GetAsync<TResult>(string? runId, bool followRuns, RpcOptions? rpc)
    {
        while (true)
        {
            var closed = await WaitForCloseAsync(runId, rpc);
            var next = NextRunId(closed);
            if (next.Length > 0 && followRuns)
            {
                runId = next;
            }
            else if (closed.EventType == EventType.WorkflowExecutionCompleted)
            {
                return await DecodeAsync<TResult>(closed.WorkflowExecutionCompletedEventAttributes.Result);
            }
            else
            {
                throw await FailureAsync(closed);
            }
        }
    }

    private static string NextRunId(HistoryEvent closed) => closed.EventType switch
    {
        EventType.WorkflowExecutionCompleted => closed.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionFailed => closed.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionTimedOut => closed.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionContinuedAsNew =>
            closed.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => string.Empty,
    };

    private async Task<HistoryEvent> WaitForCloseAsync(string? runId, RpcOptions? rpc)
    {
        byte[]? token = null;
        while (true)
        {
            WorkflowHistoryEventPage page;
            try
            {
                page = await client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                    workflowId, runId, null, token, true, HistoryEventFilterType.CloseEvent, true, rpc));
            }
            catch (RpcException e) when (e.Code == RpcException.StatusCode.DeadlineExceeded && rpc?.Timeout is null)
            {
                // Nothing happened during one long poll; without a timeout of the caller's, waiting has no end
                continue;
            }

            if (page.Events.Count > 0)
            {
                return page.Events.Last();
            }

            token = page.NextPageToken;
        }
    }

    private async Task<TResult> DecodeAsync<TResult>(Payloads? result) =>
        typeof(TResult) == typeof(ValueTuple) || result is null or { Payloads_.Count: 0 }
            ? default!
            : await Converter.ToValueAsync<TResult>(result.Payloads_[0]);

    private async Task<Exception> FailureAsync(HistoryEvent closed)
    {
        switch (closed.EventType)
        {
            case EventType.WorkflowExecutionFailed:
                var failure = closed.WorkflowExecutionFailedEventAttributes.Failure;
                return new WorkflowFailedException(await Converter.ToExceptionAsync(failure));
            case EventType.WorkflowExecutionCanceled:
                var canceled = closed.WorkflowExecutionCanceledEventAttributes.Details;
                return new WorkflowFailedException(await Converter.ToExceptionAsync(new()
                {
                    Message = "Workflow cancelled",
                    CanceledFailureInfo = new() { Details = canceled },
                }));
            case EventType.WorkflowExecutionTerminated:
                var terminated = closed.WorkflowExecutionTerminatedEventAttributes;
                return new WorkflowFailedException(new TerminatedFailureException(
                    terminated.Reason.Length > 0 ? terminated.Reason : "Workflow terminated",
                    await DetailsAsync(terminated.Details)));
            case EventType.WorkflowExecutionTimedOut:
                return new WorkflowFailedException(
                    new TimeoutFailureException("Workflow timed out", TimeoutType.StartToClose));
            case EventType.WorkflowExecutionContinuedAsNew:
                return new WorkflowContinuedAsNewException(NextRunId(closed));
            default:
                return new InvalidOperationException(
                    $"Workflow {workflowId} closed with event {closed.EventType}, which this SDK does not know.");
        }
    }

    private async Task<InboundFailureDetails?> DetailsAsync(Payloads? details)
    {
        if (details is null)
        {
            return null;
        }

        IReadOnlyCollection<Payload> payloads = [.. details.Payloads_];
        return new(
            Converter.PayloadConverter,
            Converter.PayloadCodec is { } codec ? await codec.DecodeAsync(payloads) : payloads);
    }
}
