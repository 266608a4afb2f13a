using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Notify.Workflows.Pipelines;

/// <summary>A Temporal schedule that the host makes as it should be, or takes away, each time it starts.</summary>
internal static class StandingSchedule
{
    /// <summary>Creates the schedule, or makes the one there is like it. Its pauses are kept.</summary>
    public static async Task EnsureAsync(ITemporalClient client, string id, Schedule schedule, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            await client.CreateScheduleAsync(id, schedule, new() { Rpc = rpc }).ConfigureAwait(false);
        }
        catch (ScheduleAlreadyRunningException)
        {
            await client.GetScheduleHandle(id).UpdateAsync(
                input => new ScheduleUpdate(schedule with { State = input.Description.Schedule.State }), rpc).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the schedule; it is no error when there is none.</summary>
    public static async Task RemoveAsync(ITemporalClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetScheduleHandle(id).DeleteAsync(new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
        }
        catch (RpcException fault) when (fault.Code == RpcException.StatusCode.NotFound)
        {
            // There was none
        }
    }
}
