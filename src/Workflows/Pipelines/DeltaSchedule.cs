using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace Notify.Workflows.Pipelines;

/// <summary>The Temporal schedule that brings features and embeddings up to date every few minutes.</summary>
public static class DeltaSchedule
{
    /// <summary>Id of the schedule.</summary>
    public const string Id = "delta-update";

    /// <summary>Creates the schedule, or gives the one there is another interval. Its pauses are kept.</summary>
    /// <param name="client">Where it lives.</param>
    /// <param name="every">From one start to the next; a run that takes longer is not started twice.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task EnsureAsync(ITemporalClient client, TimeSpan every, CancellationToken cancellationToken) =>
        StandingSchedule.EnsureAsync(client, Id, Of(every), cancellationToken);

    /// <summary>Removes the schedule; it is no error when there is none.</summary>
    /// <param name="client">Where it lives.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static Task RemoveAsync(ITemporalClient client, CancellationToken cancellationToken) =>
        StandingSchedule.RemoveAsync(client, Id, cancellationToken);

    private static Schedule Of(TimeSpan every)
    {
        var action = ScheduleActionStartWorkflow.Create(
            (DeltaUpdateWorkflow w) => w.RunAsync(),
            PipelineStart.OptionsOf(PipelineKind.ScheduledDelta, "pipeline/scheduled-delta", new PipelineInput()));
        return new Schedule(action, new() { Intervals = [new ScheduleIntervalSpec(every)] })
        {
            // One that is missed says nothing that the next does not
            Policy = new() { Overlap = ScheduleOverlapPolicy.Skip, CatchupWindow = TimeSpan.FromMinutes(1) },
        };
    }
}
