using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

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
    public static async Task EnsureAsync(ITemporalClient client, TimeSpan every, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            await client.CreateScheduleAsync(Id, new Schedule(Action(), Spec(every)) { Policy = Policy() }, new() { Rpc = rpc }).ConfigureAwait(false);
        }
        catch (ScheduleAlreadyRunningException)
        {
            await client.GetScheduleHandle(Id).UpdateAsync(
                input => new ScheduleUpdate(input.Description.Schedule with { Action = Action(), Spec = Spec(every), Policy = Policy() }), rpc).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the schedule; it is no error when there is none.</summary>
    /// <param name="client">Where it lives.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task RemoveAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetScheduleHandle(Id).DeleteAsync(new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
        }
        catch (RpcException fault) when (fault.Code == RpcException.StatusCode.NotFound)
        {
            // There was none
        }
    }

    private static ScheduleActionStartWorkflow Action() => ScheduleActionStartWorkflow.Create(
        (DeltaUpdateWorkflow w) => w.RunAsync(),
        PipelineStart.OptionsOf(PipelineKind.ScheduledDelta, "pipeline/scheduled-delta", new PipelineInput()));

    private static ScheduleSpec Spec(TimeSpan every) => new() { Intervals = [new ScheduleIntervalSpec(every)] };

    // One that is missed says nothing that the next does not
    private static SchedulePolicy Policy() => new() { Overlap = ScheduleOverlapPolicy.Skip, CatchupWindow = TimeSpan.FromMinutes(1) };
}
