using Temporalio.Api.Enums.V1;

namespace TemporalServer.Schedules;

/// <summary>What becomes of the pending starts of a schedule, given whether its last workflow still runs. A pure function.</summary>
/// <param name="Start">To be started now, in order.</param>
/// <param name="Keep">To wait for the running workflow to close.</param>
/// <param name="Skipped">How many were dropped because of the overlap.</param>
/// <param name="CancelRunning">Ask the running workflow to stop.</param>
/// <param name="TerminateRunning">Stop the running workflow.</param>
internal sealed record OverlapDecision(
    IReadOnlyList<PendingStart> Start, IReadOnlyList<PendingStart> Keep, int Skipped, bool CancelRunning, bool TerminateRunning)
{
    /// <summary>Decides.</summary>
    /// <param name="pending">In the order they came.</param>
    /// <param name="schedulePolicy">For those without a policy of their own.</param>
    /// <param name="running">Whether a workflow of the schedule runs, those started under "allow all" aside.</param>
    public static OverlapDecision Of(IEnumerable<PendingStart> pending, ScheduleOverlapPolicy schedulePolicy, bool running)
    {
        var start = new List<PendingStart>();
        var keep = new List<PendingStart>();
        PendingStart? next = null;
        var (skipped, cancel, terminate) = (0, false, false);
        foreach (var candidate in pending)
        {
            var policy = Resolve(candidate.Overlap, schedulePolicy);
            if (policy == ScheduleOverlapPolicy.AllowAll)
            {
                start.Add(candidate);
            }
            else if (!running && next is null)
            {
                next = candidate;
            }
            else if (policy is ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther)
            {
                // The latest wins: whatever waits or was about to start gives way
                skipped += running ? keep.Count : 1;
                keep.Clear();
                next = running ? null : candidate;
                cancel |= running && policy == ScheduleOverlapPolicy.CancelOther;
                terminate |= running && policy == ScheduleOverlapPolicy.TerminateOther;
                if (running)
                {
                    keep.Add(candidate);
                }
            }
            else if (policy == ScheduleOverlapPolicy.BufferAll || (policy == ScheduleOverlapPolicy.BufferOne && keep.Count == 0))
            {
                keep.Add(candidate);
            }
            else
            {
                skipped++;
            }
        }

        if (next is not null)
        {
            start.Add(next);
        }

        return new OverlapDecision(start, keep, skipped, cancel, terminate);
    }

    /// <summary>The policy that holds: a start's own, else the schedule's, else skip.</summary>
    public static ScheduleOverlapPolicy Resolve(ScheduleOverlapPolicy own, ScheduleOverlapPolicy schedule) =>
        own != ScheduleOverlapPolicy.Unspecified ? own
        : schedule != ScheduleOverlapPolicy.Unspecified ? schedule
        : ScheduleOverlapPolicy.Skip;
}
