using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using NodaTime;
using TemporalServer.Clock;
using TemporalServer.Schedules.Spec;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Transport;

namespace TemporalServer.Schedules;

/// <summary>One living schedule: wakes at its times, takes its actions, remembers what it did.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The gate never makes a wait handle, and the alarm ends with the clock or the schedule")]
internal sealed partial class ScheduleActor
{
    private const int RecentActions = 10;
    private const int MaxPending = 1000;
    private const int MaxCounted = 100_000;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1);
    private readonly ScheduleRecord record;
    private readonly ScheduleStore store;
    private readonly IScheduledWorkflows workflows;
    private readonly ServerClock clock;
    private readonly ILogger logger;
    private readonly CancellationToken stopping;
    private ScheduleTimes times;
    private IDisposable? alarm;
    private bool deleted;

    public ScheduleActor(
        ScheduleRecord record, ScheduleStore store, IScheduledWorkflows workflows, ServerClock clock, ILogger logger, CancellationToken stopping)
    {
        this.record = record;
        this.store = store;
        this.workflows = workflows;
        this.clock = clock;
        this.logger = logger;
        this.stopping = stopping;
        times = new ScheduleTimes(record.Schedule.Spec, Seed(record.Namespace, record.Id));
    }

    private ScheduleInfo Info => record.Info;

    private ScheduleState State => record.Schedule.State;

    private bool ActsByItself => !State.Paused && (!State.LimitedActions || State.RemainingActions > 0);

    /// <summary>What decides the jitter of a schedule.</summary>
    public static string Seed(string @namespace, string id) => $"{@namespace}/{id}";

    /// <summary>Takes up where the stored schedule stood.</summary>
    public Task ResumeAsync() => ChangeAsync(_ =>
    {
        foreach (var execution in Info.RunningWorkflows.Concat(record.Watched.Select(static run => new WorkflowExecution { WorkflowId = run.WorkflowId, RunId = run.RunId })))
        {
            Watch(execution);
        }
    });

    /// <summary>Changes the schedule, then does what is due. The change may refuse by throwing; nothing has happened then.</summary>
    public async Task ChangeAsync(Action<ScheduleRecord> change)
    {
        clock.EnterBusy();
        try
        {
            await gate.WaitAsync(stopping).ConfigureAwait(false);
        }
        catch
        {
            clock.ExitBusy();
            throw;
        }

        try
        {
            if (deleted)
            {
                throw SchedulesService.NotFound(record.Id);
            }

            change(record);
            await AdvanceAsync().ConfigureAwait(false);
            await store.SaveAsync(record).ConfigureAwait(false);
        }
        finally
        {
            Arm();
            gate.Release();
            clock.ExitBusy();
        }
    }

    /// <summary>Reads the schedule while nothing changes it.</summary>
    public async Task<T> ReadAsync<T>(Func<ScheduleRecord, ScheduleTimes, T> read)
    {
        await gate.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            return read(record, times);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Replaces spec, action, policies and state; times before now are not made up for.</summary>
    public void Replace(Schedule schedule, ScheduleTimes replacement)
    {
        record.Schedule = schedule;
        record.Version++;
        record.Mark = clock.Now.UtcTicks;
        Info.UpdateTime = clock.Now.ToTimestamp();
        times = replacement;
    }

    /// <summary>Triggers, backfills, pauses and unpauses.</summary>
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: a backfill takes in too much.</exception>
    public void Patch(SchedulePatch patch)
    {
        var added = patch.BackfillRequest.SelectMany(Backfill).ToList();
        if (patch.TriggerImmediately is { } trigger)
        {
            var nominal = trigger.ScheduledTime?.ToDateTimeOffset() ?? clock.Now;
            var seconds = nominal.UtcTicks - (nominal.UtcTicks % TimeSpan.TicksPerSecond);
            added.Add(new PendingStart(seconds, seconds, trigger.OverlapPolicy, Manual: true, Guid.NewGuid().ToString()));
        }

        record.Pending.AddRange(added);
        if (patch.Pause.Length > 0)
        {
            (State.Paused, State.Notes) = (true, patch.Pause);
        }

        if (patch.Unpause.Length > 0)
        {
            (State.Paused, State.Notes) = (false, patch.Unpause);
        }
    }

    /// <summary>It was refused at its creation: it never acts.</summary>
    public async Task AbandonAsync()
    {
        await gate.WaitAsync(stopping).ConfigureAwait(false);
        deleted = true;
        alarm?.Dispose();
        gate.Release();
    }

    /// <summary>Ends the schedule; workflows it started go on.</summary>
    public async Task DeleteAsync()
    {
        await gate.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            await store.DeleteAsync(record.Namespace, record.Id).ConfigureAwait(false);
            deleted = true;
            alarm?.Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    private List<PendingStart> Backfill(BackfillRequest request)
    {
        if (request.StartTime is null || request.EndTime is null)
        {
            throw ScheduleRules.Invalid("a backfill needs a start time and an end time");
        }

        var added = new List<PendingStart>();
        var end = Instant.FromUnixTimeTicks(request.EndTime.ToDateTime().Ticks - DateTime.UnixEpoch.Ticks);
        var next = times.Next(Instant.FromUnixTimeTicks(request.StartTime.ToDateTime().Ticks - DateTime.UnixEpoch.Ticks));
        for (; next is { } time && time.Nominal <= end; next = times.Next(time.Nominal))
        {
            added.Add(new PendingStart(time.Nominal.ToDateTimeUtc().Ticks, time.Actual.ToDateTimeUtc().Ticks, request.OverlapPolicy, Manual: true, Guid.NewGuid().ToString()));
            if (added.Count > ScheduleRules.MaxBackfill)
            {
                throw ScheduleRules.Invalid($"the backfill takes in more than {ScheduleRules.MaxBackfill} times; narrow its range");
            }
        }

        return added;
    }

    private void Watch(WorkflowExecution execution) => InBackground(async () =>
    {
        var closed = await WaitForCloseAsync(execution).ConfigureAwait(false);
        await ChangeAsync(_ => Closed(execution, closed)).ConfigureAwait(false);
    });

    // A run that was deleted has ended, and must not hold back those that follow it
    private async Task<HistoryEvent> WaitForCloseAsync(WorkflowExecution execution)
    {
        try
        {
            return await workflows.WaitForCloseAsync(record.Namespace, execution, stopping).ConfigureAwait(false);
        }
        catch (GrpcStatusException fault) when (fault.Code == GrpcStatusCode.NotFound)
        {
            return new HistoryEvent { EventType = EventType.WorkflowExecutionTerminated };
        }
    }

    private void Closed(WorkflowExecution execution, HistoryEvent closed)
    {
        var status = CloseStatus.Of(closed);
        var alone = Info.RunningWorkflows.Remove(execution);
        record.Watched.Remove(new WatchedRun(execution.WorkflowId, execution.RunId));
        foreach (var action in Info.RecentActions.Where(action => action.StartWorkflowResult.Equals(execution)))
        {
            action.StartWorkflowStatus = status;
        }

        if (alone)
        {
            // Of runs beside each other none is the last
            record.LastFailure = closed.WorkflowExecutionFailedEventAttributes?.Failure;
            record.LastResult = closed.WorkflowExecutionCompletedEventAttributes?.Result ?? record.LastResult;
        }

        if (record.Schedule.Policies.PauseOnFailure && status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.TimedOut)
        {
            (State.Paused, State.Notes) = (true, $"paused due to workflow {status}: {execution.WorkflowId}");
        }
    }

    private void Arm()
    {
        alarm?.Dispose();
        alarm = !deleted && ActsByItself && NextAfterMark() is { } next
            ? clock.RingAt(next.Actual.ToDateTimeOffset(), () => InBackground(() => ChangeAsync(_ => { })))
            : null;
    }

    private void InBackground(Func<Task> work) => _ = RunAsync(work);

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            while (!await TryAsync(work).ConfigureAwait(false))
            {
                await Task.Delay(RetryPause, clock.MachineTime, stopping).ConfigureAwait(false);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested || deleted)
        {
            // The schedule resumes from the file at the next start, or is gone
        }
        catch (Exception fault)
        {
            LogFault(fault, record.Id);
        }
    }

    /// <returns>False when the server could not do it just now.</returns>
    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (GrpcStatusException fault) when (fault.Code == GrpcStatusCode.Unavailable)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule}: an action was refused with {Code}: {Reason}")]
    private partial void LogRefused(string schedule, GrpcStatusCode code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Schedule {Schedule} failed; it goes on at its next time")]
    private partial void LogFault(Exception fault, string schedule);
}
