using Notify.Workflows.Pipelines;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

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
    public static async Task EnsureAsync(ITemporalClient client, TimeOnly at, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            await client.CreateScheduleAsync(Id, new Schedule(Action(), Spec(at)), new() { Rpc = rpc }).ConfigureAwait(false);
        }
        catch (ScheduleAlreadyRunningException)
        {
            await client.GetScheduleHandle(Id).UpdateAsync(
                input => new ScheduleUpdate(input.Description.Schedule with { Action = Action(), Spec = Spec(at) }), rpc).ConfigureAwait(false);
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
        (FullPipelineWorkflow w) => w.RunAsync(new PipelineInput()),
        PipelineStart.OptionsOf(PipelineKind.Daily, "pipeline/daily", new PipelineInput()));

    private static ScheduleSpec Spec(TimeOnly at) => new()
    {
        Calendars =
        [
            new ScheduleCalendarSpec
            {
                Hour = [new ScheduleRange(at.Hour)],
                Minute = [new ScheduleRange(at.Minute)],
                Second = [new ScheduleRange(0)],
            },
        ],
    };
}
