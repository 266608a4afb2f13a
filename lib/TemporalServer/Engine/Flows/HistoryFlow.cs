using System.Buffers.Binary;
using Google.Protobuf;
using TemporalServer.Engine.Runs;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Histories for readers: in pages, backwards, or waiting for what comes next.</summary>
internal static class HistoryFlow
{
    private const int LargestPage = 1_000;

    public static async Task<GetWorkflowExecutionHistoryResponse> ReadAsync(
        WorkflowEngine engine, GetWorkflowExecutionHistoryRequest request, CancellationToken cancellationToken)
    {
        var (execution, from) = Resume(engine, request.Namespace, request.Execution, request.NextPageToken, 1);
        var closeOnly = request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent;
        var size = PageSize(request.MaximumPageSize);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, engine.Stopping);
        patience.CancelAfter(Limits.LongPoll);
        while (true)
        {
            var ((page, news), durable) = WorkflowEngine.Enter(
                () => engine.Find(request.Namespace, execution), run => Look(run, from, size, closeOnly, request.WaitNewEvent));
            if (page is not null)
            {
                await durable.ConfigureAwait(false);
                return page;
            }

            try
            {
                await news!.WaitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new GetWorkflowExecutionHistoryResponse { History = new History(), NextPageToken = Token(execution.RunId, from) };
            }
        }
    }

    public static async Task<GetWorkflowExecutionHistoryReverseResponse> ReadReverseAsync(
        WorkflowEngine engine, GetWorkflowExecutionHistoryReverseRequest request)
    {
        var (execution, below) = Resume(engine, request.Namespace, request.Execution, request.NextPageToken, long.MaxValue);
        var size = PageSize(request.MaximumPageSize);
        return await WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, execution), run =>
        {
            var to = Math.Min(below, run.History.NextId);
            var from = Math.Max(1, to - size);
            var history = new History();
            history.Events.AddRange(run.History.Read(from, to).AsEnumerable().Reverse());
            return new GetWorkflowExecutionHistoryReverseResponse
            {
                History = history,
                NextPageToken = from > 1 ? Token(run.Info.RunId, from) : ByteString.Empty,
            };
        }).ConfigureAwait(false);
    }

    /// <summary>Waits until a run and those that follow it closed; the last closing event.</summary>
    public static async Task<HistoryEvent> WaitForCloseAsync(
        WorkflowEngine engine, string @namespace, string workflowId, string runId, CancellationToken cancellationToken)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, engine.Stopping);
        while (true)
        {
            var execution = new WorkflowExecution { WorkflowId = workflowId, RunId = runId };
            var ((close, news, next), durable) = WorkflowEngine.Enter(() => engine.Find(@namespace, execution), static run => run.IsOpen
                ? ((HistoryEvent?)null, run.WhenClosed(), string.Empty)
                : (run.History.Read(run.History.NextId - 1), Task.CompletedTask, run.NextRunId));
            await durable.WaitAsync(until.Token).ConfigureAwait(false);
            if (close is not null && next.Length == 0)
            {
                return close;
            }

            await news.WaitAsync(until.Token).ConfigureAwait(false);
            runId = next.Length > 0 ? next : runId;
        }
    }

    private static (GetWorkflowExecutionHistoryResponse? Page, Task? News) Look(WorkflowRun run, long from, int size, bool closeOnly, bool wait)
    {
        var next = run.History.NextId;
        if (closeOnly)
        {
            if (wait && run.IsOpen)
            {
                return (null, run.WhenClosed());
            }

            from = next - 1;
        }

        if (wait && run.IsOpen && from >= next)
        {
            return (null, run.NextNews());
        }

        var to = Math.Min(from + size, next);
        var history = new History();
        history.Events.AddRange(run.History.Read(from, to));
        var more = to < next || (wait && run.IsOpen);
        return (new GetWorkflowExecutionHistoryResponse
        {
            History = history,
            NextPageToken = more && !(closeOnly && !run.IsOpen) ? Token(run.Info.RunId, to) : ByteString.Empty,
        }, null);
    }

    private static int PageSize(int asked) => asked is > 0 and < LargestPage ? asked : LargestPage;

    // A page token pins the run, so that a reader of the latest run does not change runs midway
    private static (WorkflowExecution Execution, long Id) Resume(
        WorkflowEngine engine, string @namespace, WorkflowExecution? execution, ByteString token, long start)
    {
        var pinned = engine.Find(@namespace, execution).Info.Execution;
        if (token.IsEmpty)
        {
            return (pinned, start);
        }

        if (token.Length < 9)
        {
            throw Faults.InvalidArgument("Invalid NextPageToken.");
        }

        pinned.RunId = token.Substring(8).ToStringUtf8();
        return (pinned, BinaryPrimitives.ReadInt64LittleEndian(token.Span));
    }

    private static ByteString Token(string runId, long id)
    {
        Span<byte> start = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(start, id);
        return ByteString.CopyFrom([.. start, .. System.Text.Encoding.UTF8.GetBytes(runId)]);
    }

    private static ByteString Substring(this ByteString bytes, int start) => ByteString.CopyFrom(bytes.Span[start..]);
}
