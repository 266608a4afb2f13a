using Notify.Domain.Changes;
using Notify.Storage.Changes;
using Notify.Storage.Tables;
using Temporalio.Activities;

namespace Notify.Activities.Changes;

/// <summary>Finds what changed since features and embeddings were last brought up to date, and notes that they are.</summary>
public sealed class ChangeActivities(ChangeLog log, Watermarks watermarks)
{
    /// <summary>The consumer of the change log that features and embeddings are; full and delta runs share it.</summary>
    public const string Consumer = "features_and_embeddings";

    /// <summary>The base tables that features and embeddings are made from.</summary>
    public static IReadOnlyList<string> Sources { get; } =
    [
        NotifyTables.Users.Name,
        NotifyTables.Products.Name,
        NotifyTables.Campaigns.Name,
        NotifyTables.PurchaseHistory.Name,
        NotifyTables.Clickstream.Name,
    ];

    /// <summary>What changed since the watermarks. Ask before reading any of the tables.</summary>
    [Activity]
    public async Task<ChangeScope> FindChangesAsync()
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var stretches = new List<ChangeStretch>(Sources.Count);
        foreach (var table in Sources)
        {
            var upTo = await log.LastAsync(table, cancellationToken);
            var after = await watermarks.GetAsync(Consumer, table, cancellationToken);
            var isWhole = after is null
                || after < await log.TrimmedAsync(table, cancellationToken)
                || await log.ReadAsync(table, after.Value, upTo, cancellationToken).AnyAsync(entry => entry.Kind == ChangeKind.Whole, cancellationToken);
            stretches.Add(new ChangeStretch(table, after ?? 0, upTo, isWhole));
        }

        return new ChangeScope(stretches);
    }

    /// <summary>Notes that everything up to the end of the scope is done, and lets go of what no consumer needs any more.</summary>
    [Activity]
    public async Task CompleteChangesAsync(ChangeScope scope)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        foreach (var stretch in scope.Stretches)
        {
            await watermarks.SetAsync(Consumer, stretch.TableName, stretch.UpTo, cancellationToken);
            await log.TrimAsync(stretch.TableName, cancellationToken);
        }
    }
}
