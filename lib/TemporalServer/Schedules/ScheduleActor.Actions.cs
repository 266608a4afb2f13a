using Google.Protobuf.WellKnownTypes;
using NodaTime;
using TemporalServer.Schedules.Spec;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Transport;

namespace TemporalServer.Schedules;

/// <summary>What a schedule does when a time of it has come.</summary>
internal sealed partial class ScheduleActor
{
    private async Task AdvanceAsync()
    {
        CollectDue();
        var decision = OverlapDecision.Of(record.Pending, record.Schedule.Policies.OverlapPolicy, Info.RunningWorkflows.Count > 0);
        record.Pending = [.. decision.Keep.Take(MaxPending)];
        Info.OverlapSkipped += decision.Skipped;
        Info.BufferDropped += decision.Keep.Count - record.Pending.Count;
        Info.BufferSize = record.Pending.Count;
        for (var i = 0; i < decision.Start.Count; i++)
        {
            try
            {
                await TakeAsync(decision.Start[i]).ConfigureAwait(false);
            }
            catch (GrpcStatusException)
            {
                // Nothing is dropped because the server could not take it just now
                record.Pending.InsertRange(0, decision.Start.Skip(i));
                throw;
            }
        }

        if (decision.CancelRunning || decision.TerminateRunning)
        {
            await StopRunningAsync(decision.TerminateRunning).ConfigureAwait(false);
        }
    }

    private void CollectDue()
    {
        var now = clock.Now;
        if (!ActsByItself)
        {
            record.Mark = Math.Max(record.Mark, now.UtcTicks);
            return;
        }

        var oldest = now - record.Schedule.Policies.CatchupWindow.ToTimeSpan();
        // After a long absence the rest follows in the next round, which the alarm begins at once
        for (var (missed, due) = (0, 0); due < MaxPending && NextAfterMark() is { } next && next.Actual.ToDateTimeOffset() <= now;)
        {
            record.Mark = next.Nominal.ToDateTimeUtc().Ticks;
            if (next.Actual.ToDateTimeOffset() >= oldest)
            {
                due++;
                record.Pending.Add(new PendingStart(
                    record.Mark, next.Actual.ToDateTimeUtc().Ticks, ScheduleOverlapPolicy.Unspecified, Manual: false, $"{record.Namespace}/{record.Id}/{record.Mark}"));
                continue;
            }

            Info.MissedCatchupWindow++;
            if (++missed == MaxCounted)
            {
                record.Mark = oldest.UtcTicks;
            }
        }
    }

    private ScheduledTime? NextAfterMark() => times.Next(Instant.FromUnixTimeTicks(record.Mark - DateTime.UnixEpoch.Ticks));

    private async Task TakeAsync(PendingStart start)
    {
        if (!start.Manual && State.LimitedActions && State.RemainingActions-- <= 0)
        {
            State.RemainingActions = 0;
            return;
        }

        var request = ScheduledStart.Request(record, start);
        try
        {
            var execution = new WorkflowExecution
            {
                WorkflowId = request.WorkflowId,
                RunId = await workflows.StartAsync(request, stopping).ConfigureAwait(false),
            };
            Remember(start, execution);
            if (OverlapDecision.Resolve(start.Overlap, record.Schedule.Policies.OverlapPolicy) != ScheduleOverlapPolicy.AllowAll)
            {
                Info.RunningWorkflows.Add(execution);
                Watch(execution);
            }
            else if (record.Watched.Count < MaxPending)
            {
                record.Watched.Add(new WatchedRun(execution.WorkflowId, execution.RunId));
                Watch(execution);
            }
        }
        catch (GrpcStatusException fault) when (fault.Code == GrpcStatusCode.Unavailable)
        {
            State.RemainingActions += !start.Manual && State.LimitedActions ? 1 : 0;
            throw;
        }
        catch (GrpcStatusException fault)
        {
            LogRefused(record.Id, fault.Code, fault.Message);
        }
    }

    private void Remember(PendingStart start, WorkflowExecution execution)
    {
        Info.ActionCount++;
        Info.RecentActions.Add(new ScheduleActionResult
        {
            ScheduleTime = Timestamp.FromDateTime(new DateTime(start.Actual, DateTimeKind.Utc)),
            ActualTime = clock.Now.ToTimestamp(),
            StartWorkflowResult = execution,
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        });
        while (Info.RecentActions.Count > RecentActions)
        {
            Info.RecentActions.RemoveAt(0);
        }
    }

    private async Task StopRunningAsync(bool terminate)
    {
        foreach (var execution in Info.RunningWorkflows)
        {
            try
            {
                const string Reason = "schedule overlap policy";
                await (terminate
                    ? workflows.TerminateAsync(record.Namespace, execution, Reason, stopping)
                    : workflows.CancelAsync(record.Namespace, execution, Reason, stopping)).ConfigureAwait(false);
            }
            catch (GrpcStatusException fault)
            {
                // It closed meanwhile, and its close is on the way here
                LogRefused(record.Id, fault.Code, fault.Message);
            }
        }
    }
}
