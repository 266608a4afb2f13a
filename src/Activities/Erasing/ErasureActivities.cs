using Notify.Domain.Erasing;
using Notify.Storage.Erasing;
using Notify.Storage.Tables;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Activities.Erasing;

/// <summary>
/// The steps of an erasure. Each is given the erasure's id only and may be repeated without harm; whom it is about stands
/// in one row, which is blanked when it is no longer needed.
/// </summary>
public sealed class ErasureActivities(
    ITables tables,
    TableErasure tableErasure,
    StreamErasure streams,
    SnapshotErasure snapshots,
    RejectsErasure rejects,
    IDeliveryEraser deliveries,
    Scrubber scrubber,
    TimeProvider time)
{
    /// <summary>Takes the person out of everything that is kept.</summary>
    /// <returns>Rows, records, objects and executions removed or rewritten, by where they were.</returns>
    [Activity]
    public async Task<IReadOnlyDictionary<string, long>> EraseAsync(string erasureId)
    {
        var context = ActivityExecutionContext.Current;
        var (cancellationToken, counts) = (context.CancellationToken, new ErasureCounts());
        var erasure = await FindAsync(erasureId, cancellationToken);
        if (erasure.UserId.Length == 0)
        {
            return counts.All;
        }

        await tableErasure.EraseAsync(erasure, counts, () => context.Heartbeat(), cancellationToken);
        counts.Add("deliveries", await deliveries.EraseAsync(erasure.UserId, cancellationToken));
        context.Heartbeat();
        await streams.EraseAsync(erasure.UserId, counts, cancellationToken);
        context.Heartbeat();
        await snapshots.EraseAsync(erasure, counts, () => context.Heartbeat(), cancellationToken);
        await rejects.EraseAsync(erasure.UserId, counts, cancellationToken);
        await tableErasure.EraseChangesAsync(erasure.UserId, counts, read => context.Heartbeat(read), cancellationToken);
        return counts.All;
    }

    /// <summary>Forgets whom the erasure was about.</summary>
    [Activity]
    public async Task ForgetAsync(string erasureId)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var erasure = await FindAsync(erasureId, cancellationToken);
        await tables.PutAsync(NotifyTables.Erasures, [erasure with { UserId = "", Secret = "" }], cancellationToken);
    }

    /// <summary>Leaves no byte of what was deleted in the stores' files.</summary>
    [Activity]
    public async Task ScrubAsync()
    {
        var context = ActivityExecutionContext.Current;
        var scrub = scrubber.ScrubAsync(context.CancellationToken);
        while (!scrub.IsCompleted)
        {
            context.Heartbeat();
            await Task.WhenAny(scrub, Task.Delay(TimeSpan.FromSeconds(5), context.CancellationToken));
        }

        await scrub;
    }

    /// <summary>Writes the audit record.</summary>
    [Activity]
    public async Task CompleteAsync(string erasureId, IReadOnlyDictionary<string, long> counts)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var erasure = await FindAsync(erasureId, cancellationToken);
        await tables.PutAsync(
            NotifyTables.Erasures,
            [erasure with { Status = ErasureStatus.Completed, CompletedAt = erasure.CompletedAt ?? time.GetUtcNow(), Counts = counts }],
            cancellationToken);
    }

    private async Task<Erasure> FindAsync(string erasureId, CancellationToken cancellationToken) =>
        await tables.GetAsync(NotifyTables.Erasures, erasureId, cancellationToken: cancellationToken)
        ?? throw new ApplicationFailureException($"There is no erasure '{erasureId}'.", "ErasureNotFound", nonRetryable: true);
}
