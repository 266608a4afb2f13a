using System.Diagnostics;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Bridge;

/// <summary>Handles workflow tasks: brings the run up to date, lets its code go on, and answers the server.</summary>
internal sealed class WorkflowTaskHandler(WorkflowService service, RunCache cache, WorkflowTaskOptions options, IEagerActivities eager)
{
    private const double HeartbeatAtFractionOfTimeout = 0.8;
    private readonly ActivationRunner runner = new(options);
    private readonly WorkflowTaskFailures failures = new(service, options);
    private readonly RpcOptions retrying = new() { Retry = true };

    /// <summary>Handles a task, and those that come back with its answer.</summary>
    public async Task HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        for (var next = task; next is { TaskToken.IsEmpty: false };)
        {
            next = await HandleOneAsync(next).ConfigureAwait(false);
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> HandleOneAsync(PollWorkflowTaskQueueResponse task)
    {
        var execution = task.WorkflowExecution;
        var run = cache.Acquire(new(options.Namespace, execution.WorkflowId, execution.RunId, options.TaskQueue));
        await run.Gate.WaitAsync().ConfigureAwait(false);
        var keep = false;
        var began = options.Recorder?.Came(task) ?? 0;
        try
        {
            var (answer, stays) = await AdvanceAsync(run, task).ConfigureAwait(false);
            keep = stays && options.StickyQueue is not null;
            return answer;
        }
        catch (RpcException e)
        {
            options.Logger.WorkflowTaskNotTaken(e, execution.WorkflowId, execution.RunId);
            return null;
        }
#pragma warning disable CA1031 // One broken run must not stop the worker
        catch (Exception e)
#pragma warning restore CA1031
        {
            await failures.ReportAsync(task, e).ConfigureAwait(false);
            return null;
        }
        finally
        {
            options.Recorder?.Ended(task, began);
            if (!keep)
            {
                run.Reset();
            }

            run.Gate.Release();
            cache.Release(run, keep);
        }
    }

    private async Task<(PollWorkflowTaskQueueResponse? Next, bool Keep)> AdvanceAsync(
        CachedRun run, PollWorkflowTaskQueueResponse task)
    {
        await TakeInAsync(run, task).ConfigureAwait(false);
        var isKnown = run.Activator is not null;
        var began = Stopwatch.GetTimestamp();
        await runner.RunAsync(run).ConfigureAwait(false);
        if (options.Recorder is { } recorder && task.PreviousStartedEventId > 0)
        {
            recorder.LookedUp(isKnown);
            if (!isKnown)
            {
                recorder.Replayed(task, Stopwatch.GetElapsedTime(began));
            }
        }

        if (task.Query is { } query)
        {
            await AnswerAsync(run, task, query).ConfigureAwait(false);
            return (null, true);
        }

        var isHeartbeat = await RunLocalActivitiesAsync(run).ConfigureAwait(false);
        var request = await CompletionAsync(run, task, isHeartbeat).ConfigureAwait(false);
        var reserved = eager.Reserve(request.Commands);
        RespondWorkflowTaskCompletedResponse response;
        try
        {
            response = await service.RespondWorkflowTaskCompletedAsync(request, retrying).ConfigureAwait(false);
        }
        catch
        {
            eager.Run([], reserved);
            throw;
        }

        eager.Run(response.ActivityTasks, reserved);
        options.Recorder?.Answered(run, task, request.Commands);
        return (response.WorkflowTask, !run.Machines.IsFinished);
    }

    private async Task TakeInAsync(CachedRun run, PollWorkflowTaskQueueResponse task)
    {
        var startedEventId = task.Query is null ? task.StartedEventId : 0;
        IEnumerable<HistoryEvent> events = task.History?.Events ?? [];
        if (events.FirstOrDefault() is { } first ? first.EventId > run.Machines.LastEventId + 1 : run.Machines.LastEventId == 0)
        {
            run.Reset();
            run.Machines.Append(await FetchAsync(task, ByteString.Empty).ConfigureAwait(false), startedEventId);
        }
        else
        {
            if (!task.NextPageToken.IsEmpty)
            {
                events = events.Concat(await FetchAsync(task, task.NextPageToken).ConfigureAwait(false));
            }

            if (run.Activator is null && run.Machines.LastEventId > 0)
            {
                run.Reset();
            }

            run.Machines.Append(events, startedEventId);
        }

        run.WorkflowType = task.WorkflowType.Name;
        run.Machines.RequestEagerActivities = eager.AreAvailable;
        run.Machines.Append(task.Messages);
    }

    private async Task<List<HistoryEvent>> FetchAsync(PollWorkflowTaskQueueResponse task, ByteString pageToken)
    {
        var events = new List<HistoryEvent>();
        do
        {
            var page = await service.GetWorkflowExecutionHistoryAsync(
                new()
                {
                    Namespace = options.Namespace,
                    Execution = task.WorkflowExecution,
                    NextPageToken = pageToken,
                },
                retrying).ConfigureAwait(false);
            events.AddRange(page.History?.Events ?? []);
            pageToken = page.NextPageToken;
        }
        while (!pageToken.IsEmpty);
        return events;
    }

    /// <returns>Whether some are still running, so that the task must be prolonged.</returns>
    private async Task<bool> RunLocalActivitiesAsync(CachedRun run)
    {
        using var heartbeat = new HeartbeatDeadline(run.Machines.TaskTimeout * HeartbeatAtFractionOfTimeout);
        while (true)
        {
            foreach (var cancelled in run.Machines.CancelledLocalActivities)
            {
                run.LocalActivities.Cancel(cancelled);
            }

            run.Machines.CancelledLocalActivities.Clear();
            if (run.Machines.IsFinished || run.Machines.IsReplaying)
            {
                return false;
            }

            foreach (var open in run.Machines.OpenLocalActivities.Where(activity => !activity.Started).ToList())
            {
                run.LocalActivities.Start(
                    open,
                    (schedule, time, token) => options.RunLocalActivity(run.Identity, run.WorkflowType, schedule, time, token));
            }

            if (!run.LocalActivities.Any)
            {
                return false;
            }

            if (await run.LocalActivities.NextAsync(heartbeat.Token).ConfigureAwait(false) is not { } finished)
            {
                return true;
            }

            run.Machines.ResolveLocalActivity(
                finished.Seq, finished.Outcome.Resolution, finished.Outcome.Attempt, finished.Outcome.Runtime);
            await runner.RunAsync(run).ConfigureAwait(false);
        }
    }

    private async Task<RespondWorkflowTaskCompletedRequest> CompletionAsync(
        CachedRun run, PollWorkflowTaskQueueResponse task, bool isHeartbeat)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Namespace = options.Namespace,
            Identity = options.Identity,
#pragma warning disable CS0612 // Superseded by deployments, which this worker does not take part in
            WorkerVersionStamp = new() { BuildId = options.BuildId },
#pragma warning restore CS0612
            ReturnNewWorkflowTask = true,
            ForceCreateNewWorkflowTask = isHeartbeat,
            SdkMetadata = run.Machines.Flags.ToRecord(),
        };
        if (options.StickyQueue is { } sticky && !run.Machines.IsFinished && !options.Shutdown.IsCancellationRequested)
        {
            request.StickyAttributes = new()
            {
                WorkerTaskQueue = new() { Name = sticky, Kind = TaskQueueKind.Sticky, NormalName = options.TaskQueue },
                ScheduleToStartTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(options.StickyTimeout),
            };
        }

        foreach (var (id, query) in task.Queries)
        {
            var result = await QueryAsync(run, id, query).ConfigureAwait(false);
            request.QueryResults.Add(id, new WorkflowQueryResult
            {
                ResultType = result.Failed is null ? QueryResultType.Answered : QueryResultType.Failed,
                Answer = ProtoParts.Payloads(result.Succeeded?.Response),
                ErrorMessage = result.Failed?.Message ?? "",
                Failure = result.Failed,
            });
        }

        request.Commands.AddRange(run.Machines.TakeCommands());
        request.Messages.AddRange(run.Machines.TakeMessages());
        return request;
    }

    private async Task AnswerAsync(CachedRun run, PollWorkflowTaskQueueResponse task, WorkflowQuery query)
    {
        var result = await QueryAsync(run, "legacy", query).ConfigureAwait(false);
        await service.RespondQueryTaskCompletedAsync(
            new()
            {
                TaskToken = task.TaskToken,
                Namespace = options.Namespace,
                CompletedType = result.Failed is null ? QueryResultType.Answered : QueryResultType.Failed,
                QueryResult = ProtoParts.Payloads(result.Succeeded?.Response),
                ErrorMessage = result.Failed?.Message ?? "",
                Failure = result.Failed,
            },
            retrying).ConfigureAwait(false);
    }

    private async Task<Coresdk.WorkflowCommands.QueryResult> QueryAsync(CachedRun run, string id, WorkflowQuery query)
    {
        var completion = await runner.ActivateAsync(run, run.Machines.QueryActivation([ActivationJobs.Query(id, query)])).ConfigureAwait(false);
        return completion.Commands.Single(command => command.RespondToQuery is not null).RespondToQuery;
    }
}
