using Notify.Workflows.Pipelines;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace Notify.Workflows.Planning;

/// <summary>The Temporal schedule that runs the whole pipeline, plans included, once a day.</summary>
public static class DailySchedule
{
    /// <summary>Id of the schedule.</summary>
    public const string Id = "notify-daily";

    /// <summary>Creates the schedule, or moves the one there is to another time of day. Its pauses are kept.</summary>
    /// <param name="client">Where it lives.</param>
    /// <param name="at">UTC time of day.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task EnsureAsync(ITemporalClient client, TimeOnly at, CancellationToken cancellationToken) =>
        StandingSchedule.EnsureAsync(client, Id, Of(at), cancellationToken);

    /// <summary>Removes the schedule; it is no error when there is none.</summary>
    /// <param name="client">Where it lives.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task RemoveAsync(ITemporalClient client, CancellationToken cancellationToken) =>
        StandingSchedule.RemoveAsync(client, Id, cancellationToken);

    private static Schedule Of(TimeOnly at)
    {
        var action = ScheduleActionStartWorkflow.Create(
            (FullPipelineWorkflow w) => w.RunAsync(new PipelineInput()),
            PipelineStart.OptionsOf(PipelineKind.Daily, "pipeline/daily", new PipelineInput()));
        var daily = new ScheduleCalendarSpec
        {
            Hour = [new ScheduleRange(at.Hour)],
            Minute = [new ScheduleRange(at.Minute)],
            Second = [new ScheduleRange(0)],
        };
        return new Schedule(action, new() { Calendars = [daily] });
    }
}
