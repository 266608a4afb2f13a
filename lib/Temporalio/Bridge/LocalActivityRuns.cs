using System.Threading.Channels;
using Coresdk.ActivityResult;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Bridge.Machines;

namespace Temporalio.Bridge;

/// <summary>Local activities of one run that this worker is running now.</summary>
internal sealed class LocalActivityRuns : IDisposable
{
    private readonly Dictionary<uint, CancellationTokenSource> running = [];
    private Channel<Finished>? finished;

    /// <summary>Whether any is running.</summary>
    public bool Any => running.Count > 0;

    /// <summary>Begins to run one.</summary>
    /// <param name="machine">What to run.</param>
    /// <param name="run">Runs it, with all its attempts; never throws.</param>
    public void Start(LocalActivityMachine machine, Func<ScheduleLocalActivity, Timestamp, CancellationToken, Task<LocalActivityOutcome>> run)
    {
        machine.Started = true;
        var ended = (finished ??= Channel.CreateUnbounded<Finished>()).Writer;
        var seq = machine.Schedule.Seq;
        var cancellation = running[seq] = new CancellationTokenSource();
        _ = RunAsync();

        async Task RunAsync()
        {
            var outcome = await run(machine.Schedule, machine.ScheduleTime, cancellation.Token).ConfigureAwait(false);
            ended.TryWrite(new(seq, outcome));
        }
    }

    /// <summary>Asks one to cancel.</summary>
    public void Cancel(uint seq) => running.GetValueOrDefault(seq)?.Cancel();

    /// <summary>The next to end, or null when the deadline comes first. Call it only while <see cref="Any"/> holds.</summary>
    public async Task<Finished?> NextAsync(CancellationToken deadline)
    {
        try
        {
            var next = await finished!.Reader.ReadAsync(deadline).ConfigureAwait(false);
            if (running.Remove(next.Seq, out var cancellation))
            {
                cancellation.Dispose();
            }

            return next;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var cancellation in running.Values)
        {
            cancellation.Cancel();
        }

        running.Clear();
    }

    /// <summary>One that has ended.</summary>
    internal sealed record Finished(uint Seq, LocalActivityOutcome Outcome);
}

/// <summary>How a local activity ended.</summary>
/// <param name="Resolution">What the workflow is told.</param>
/// <param name="Attempt">The last attempt, from 1.</param>
/// <param name="Runtime">From its scheduling on.</param>
internal sealed record LocalActivityOutcome(ActivityResolution Resolution, uint Attempt, TimeSpan Runtime);
