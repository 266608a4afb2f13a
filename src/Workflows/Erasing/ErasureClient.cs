using System.Security.Cryptography;
using Notify.Activities.Erasing;
using Notify.Domain.Erasing;
using Notify.Storage.Erasing;
using Notify.Storage.Tables;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Erasing;

/// <summary>Starts erasures and tells how far they are.</summary>
public sealed class ErasureClient(ITemporalClient client, ITables tables, ErasureList list, TableErasure data, TimeProvider time)
{
    /// <summary>
    /// Starts the erasure of a user, or returns the one that is under way or done. From now on the user is on the erasure
    /// list: nothing of theirs is taken in any more.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="requestedBy">Through what it was asked for, such as <c>api</c>; nothing personal.</param>
    /// <param name="cancellationToken">Cancels the call; asking again goes on where it stopped.</param>
    /// <returns>Null when nothing is known of such a user, and nobody of that id was erased.</returns>
    public async Task<Erasure?> StartAsync(string userId, string requestedBy, CancellationToken cancellationToken)
    {
        var listed = await list.FindAsync(userId, cancellationToken).ConfigureAwait(false);
        var isKnown = await data.KnowsAsync(userId, cancellationToken).ConfigureAwait(false);
        if (listed is null && !isKnown)
        {
            return null;
        }

        // Who is known although they were erased slipped in somewhere: that is erased too
        var found = listed is null ? null : await FindAsync(listed.ErasureId, cancellationToken).ConfigureAwait(false);
        if (found is { Status: ErasureStatus.Completed } && !isKnown)
        {
            return found;
        }

        var isOver = found is { Status: ErasureStatus.Completed };
        var erasureId = listed is null || isOver
            ? await list.AddAsync(userId, NewId(), replace: isOver, cancellationToken).ConfigureAwait(false)
            : listed.ErasureId;

        var erasure = await RecordAsync(userId, erasureId, requestedBy, cancellationToken).ConfigureAwait(false);
        await StartAsync(erasureId, cancellationToken).ConfigureAwait(false);
        return erasure;
    }

    /// <summary>The erasure with that id, or null.</summary>
    public Task<Erasure?> FindAsync(string erasureId, CancellationToken cancellationToken) =>
        tables.GetAsync(NotifyTables.Erasures, erasureId, cancellationToken: cancellationToken);

    private static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private async Task<Erasure> RecordAsync(string userId, string erasureId, string requestedBy, CancellationToken cancellationToken)
    {
        var erasure = new Erasure
        {
            ErasureId = erasureId,
            UserId = userId,
            UserHash = await list.HashAsync(userId, cancellationToken).ConfigureAwait(false),
            Secret = NewId(),
            Status = ErasureStatus.Running,
            RequestedBy = requestedBy,
            RequestedAt = time.GetUtcNow(),
        };
        // Where the row is there already, its secret counts: names follow from it
        return await tables.TryInsertAsync(NotifyTables.Erasures, erasure, cancellationToken).ConfigureAwait(false)
            ? erasure
            : (await FindAsync(erasureId, cancellationToken).ConfigureAwait(false))!;
    }

    private async Task StartAsync(string erasureId, CancellationToken cancellationToken)
    {
        try
        {
            await client.StartWorkflowAsync(
                (ErasureWorkflow w) => w.RunAsync(erasureId),
                new WorkflowOptions(ErasureWorkflow.IdOf(erasureId), TaskQueues.Pipelines)
                {
                    IdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly,
                    StaticSummary = "erase a person",
                    StaticDetails = "Takes one person out of everything that is kept. Whom, stands in the table `notify_erasures` only, and only while it runs.",
                    Rpc = new() { CancellationToken = cancellationToken },
                }).ConfigureAwait(false);
        }
        catch (WorkflowAlreadyStartedException)
        {
            // It is under way, or done
        }
    }
}
