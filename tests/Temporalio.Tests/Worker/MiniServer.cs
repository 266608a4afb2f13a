using System.Threading.Channels;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace Temporalio.Tests.Worker;

/// <summary>
/// The least of a Temporal server that workers can be run against: histories in memory, every timer due at once, no
/// timeouts and no retries. What it does not know it refuses, so a test cannot pass by its silence.
/// </summary>
internal sealed class MiniServer : IServiceTransport, IDisposable
{
    private static int next;
    private readonly TaskCompletionSource taskFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable registration;
    private readonly Lock gate = new();
    private readonly Dictionary<string, MiniExecution> runs = [];
    private readonly Dictionary<string, string> latest = [];
    private readonly Dictionary<string, Channel<IMessage>> queues = [];

    public MiniServer()
    {
        Address = $"mini-{Interlocked.Increment(ref next)}:7233";
        registration = InProcessServers.Register(Address, this);
    }

    public string Address { get; }

    public List<RespondWorkflowTaskFailedRequest> FailedTasks { get; } = [];

    public List<RespondWorkflowTaskCompletedRequest> CompletedTasks { get; } = [];

    public Task TaskFailed => taskFailed.Task;

    public void Dispose() => registration.Dispose();

    public async Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        // The bytes on the wire are all a server has of a message
        var copy = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        return (TResponse)(copy switch
        {
            GetSystemInfoRequest => new GetSystemInfoResponse(),
            StartWorkflowExecutionRequest start => Start(start),
            PollWorkflowTaskQueueRequest poll =>
                await PollAsync(poll.TaskQueue.Name, cancellationToken) ?? new PollWorkflowTaskQueueResponse(),
            PollActivityTaskQueueRequest poll =>
                await PollAsync("activity/" + poll.TaskQueue.Name, cancellationToken) ?? new PollActivityTaskQueueResponse(),
            RespondWorkflowTaskCompletedRequest completed => Locked(() => Complete(completed)),
            RespondWorkflowTaskFailedRequest failed => Locked(() => Fail(failed)),
            RespondActivityTaskCompletedRequest completed => Locked(() => Find(completed.TaskToken).Activity(completed)),
            RespondActivityTaskFailedRequest failed => Locked(() => Find(failed.TaskToken).Activity(failed)),
            RespondActivityTaskCanceledRequest canceled => Locked(() => Find(canceled.TaskToken).Activity(canceled)),
            RecordActivityTaskHeartbeatRequest beat => Locked(() => Find(beat.TaskToken).Heartbeat(beat)),
            SignalWorkflowExecutionRequest signal => Locked(() => Named(signal.WorkflowExecution.WorkflowId).Signal(signal.SignalName, signal.Input)),
            RequestCancelWorkflowExecutionRequest cancel => Locked(() => Named(cancel.WorkflowExecution.WorkflowId).RequestCancel()),
            QueryWorkflowRequest query => await QueryAsync(query),
            RespondQueryTaskCompletedRequest answer => Locked(() => Find(answer.TaskToken).Answer(answer)),
            GetWorkflowExecutionHistoryRequest history => await HistoryAsync(history),
            _ => throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"{method} is more than this server knows"),
        });
    }

    public MiniExecution Named(string workflowId) => runs[latest[workflowId]];

    public string StartRun(StartWorkflowExecutionRequest start, string? continuedFrom = null, MiniExecution? parent = null, long initiatedEventId = 0)
    {
        var run = new MiniExecution(this, start, Guid.NewGuid().ToString(), continuedFrom, parent, initiatedEventId);
        runs[run.RunId] = run;
        latest[start.WorkflowId] = run.RunId;
        run.ScheduleTask();
        return run.RunId;
    }

    public void Enqueue(string queue, IMessage task) => Queue(queue).Writer.TryWrite(task);

    private StartWorkflowExecutionResponse Start(StartWorkflowExecutionRequest start) =>
        Locked(() => new StartWorkflowExecutionResponse { RunId = StartRun(start) });

    private T Locked<T>(Func<T> function)
    {
        lock (gate)
        {
            return function();
        }
    }

    private Channel<IMessage> Queue(string name)
    {
        lock (gate)
        {
            return queues.TryGetValue(name, out var queue) ? queue : queues[name] = Channel.CreateUnbounded<IMessage>();
        }
    }

    private async Task<IMessage?> PollAsync(string name, CancellationToken cancellationToken)
    {
        var message = await Queue(name).Reader.ReadAsync(cancellationToken);
        if (message is PollWorkflowTaskQueueResponse task)
        {
            lock (gate)
            {
                return runs[task.WorkflowExecution.RunId].StartTask(task);
            }
        }

        return message;
    }

    private MiniExecution Find(ByteString token) => runs[token.ToStringUtf8().Split('|')[0]];

    private RespondWorkflowTaskCompletedResponse Complete(RespondWorkflowTaskCompletedRequest completed)
    {
        CompletedTasks.Add(completed);
        return Find(completed.TaskToken).CompleteTask(completed);
    }

    private RespondWorkflowTaskFailedResponse Fail(RespondWorkflowTaskFailedRequest failed)
    {
        FailedTasks.Add(failed);
        taskFailed.TrySetResult();
        return Find(failed.TaskToken).FailTask(failed);
    }

    private async Task<QueryWorkflowResponse> QueryAsync(QueryWorkflowRequest query)
    {
        var answer = await Locked(() => Named(query.Execution.WorkflowId).Query(query.Query));
        return answer.CompletedType == QueryResultType.Answered
            ? new() { QueryResult = answer.QueryResult }
            : throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, answer.ErrorMessage, new Api.ErrorDetails.V1.QueryFailedFailure());
    }

    private async Task<GetWorkflowExecutionHistoryResponse> HistoryAsync(GetWorkflowExecutionHistoryRequest request)
    {
        var run = Locked(() => request.Execution.RunId.Length > 0 ? runs[request.Execution.RunId] : Named(request.Execution.WorkflowId));
        if (request.WaitNewEvent)
        {
            await run.Closed;
        }

        return Locked(() =>
        {
            var closing = request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent;
            return new GetWorkflowExecutionHistoryResponse { History = new() { Events = { closing ? run.Events.TakeLast(1) : run.Events } } };
        });
    }
}
