using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Failure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Bridge.Machines;

/// <summary>An activity that runs in this process; only its outcome is recorded, as a marker.</summary>
internal sealed class LocalActivityMachine(IMachineHost host, ScheduleLocalActivity schedule) : CommandMachine(host)
{
    public ScheduleLocalActivity Schedule => schedule;

    /// <summary>Its outcome is known, to the history or to this worker.</summary>
    public bool Resolved { get; private set; }

    /// <summary>This worker has begun to run it.</summary>
    public bool Started { get; set; }

    /// <summary>The workflow's time when the activity was first asked for.</summary>
    public required Timestamp ScheduleTime { get; init; }

    /// <summary>The history already holds the outcome.</summary>
    /// <exception cref="NondeterminismException">It is the outcome of another activity, which the code could not even read.</exception>
    public void ResolveFrom(HistoryEvent recorded, Markers.LocalActivityData data)
    {
        RequireType(recorded, data.ActivityType);
        var marker = recorded.MarkerRecordedEventAttributes;
        var resolution = new ActivityResolution();
        if (data.Backoff is { } backoff)
        {
            resolution.Backoff = new()
            {
                Attempt = data.Attempt + 1,
                BackoffDuration = backoff.ToDuration(),
                OriginalScheduleTime = data.OriginalScheduleTime?.ToTimestamp() ?? ScheduleTime,
            };
        }
        else if (marker.Failure is not { } failure)
        {
            resolution.Completed = new() { Result = Markers.Result(marker) };
        }
        else if (IsCancellation(failure))
        {
            resolution.Cancelled = new() { Failure = failure };
        }
        else
        {
            resolution.Failed = new() { Failure_ = failure };
        }

        Resolve(resolution, Marker(marker, data));
    }

    /// <summary>This worker has run it.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="attempt">The attempt that ended so, from 1.</param>
    /// <param name="completeTime">When, in the workflow's time.</param>
    public void ResolveWith(ActivityResolution outcome, uint attempt, Timestamp completeTime)
    {
        var backoff = outcome.Backoff?.BackoffDuration;
        var failure = outcome.Failed?.Failure_ ?? outcome.Cancelled?.Failure;
        if (backoff is not null)
        {
            failure = new Failure { Message = "Local activity backs off before its next attempt" };
        }

        var data = new Markers.LocalActivityData(
            schedule.Seq, attempt, schedule.ActivityId, schedule.ActivityType, Markers.Moment.Of(completeTime),
            backoff is null ? null : Markers.Moment.Of(backoff.ToTimeSpan()),
            Markers.Moment.Of(schedule.OriginalScheduleTime ?? ScheduleTime));
        Resolve(outcome, Markers.LocalActivity(data, outcome.Completed?.Result, failure));
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        var marker = recorded.MarkerRecordedEventAttributes;
        Require(marker.MarkerName == Markers.LocalActivityName, recorded, "marker", Markers.LocalActivityName, marker.MarkerName);
        var data = Markers.ReadLocalActivity(marker);
        RequireType(recorded, data?.ActivityType ?? "");
        Require(data?.Seq == schedule.Seq, recorded, "sequence", $"{schedule.Seq}", $"{data?.Seq}");
    }

    public override string ToString() => $"local activity {schedule.ActivityId} of type {schedule.ActivityType}";

    private static bool IsCancellation(Failure failure) =>
        failure.CanceledFailureInfo is not null || failure.Cause?.CanceledFailureInfo is not null;

    private static Api.Command.V1.RecordMarkerCommandAttributes Marker(
        MarkerRecordedEventAttributes marker, Markers.LocalActivityData data) =>
        Markers.LocalActivity(data, Markers.Result(marker), marker.Failure);

    private void RequireType(HistoryEvent recorded, string actual) =>
        Require(actual == schedule.ActivityType, recorded, "activity type", schedule.ActivityType, actual);

    private void Resolve(ActivityResolution resolution, Api.Command.V1.RecordMarkerCommandAttributes marker)
    {
        if (Resolved)
        {
            return;
        }

        Resolved = true;
        Host.Send(new(this, new() { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = marker }, EventType.MarkerRecorded));
        Host.Notify(new() { ResolveActivity = new() { Seq = schedule.Seq, Result = resolution, IsLocal = true } });
    }
}
