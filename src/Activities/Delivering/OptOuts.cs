using Notify.Domain.Customers;
using Notify.Storage.Tables;

namespace Notify.Activities.Delivering;

/// <summary>Keeps that customers opted out. Nothing here takes an opt-out back.</summary>
public sealed class OptOuts(ITables tables)
{
    /// <summary>Records opt-outs; of a customer who has opted out before, the first stays.</summary>
    /// <param name="since">Who, and since when (UTC).</param>
    /// <param name="cancellationToken">Stops it; some may be recorded.</param>
    public Task RecordAsync(IReadOnlyDictionary<string, DateTimeOffset> since, CancellationToken cancellationToken) =>
        // Preferences may be ingested at the same moment, and neither may overwrite the other
        tables.UpdateAsync(
            NotifyTables.UserPreferences,
            [.. since.Keys.Select(userId => new RowKey(userId))],
            (key, held) => held?.OptedOutAt is not null ? null : (held ?? new UserPreferences { UserId = key.Partition }) with { OptedOutAt = since[key.Partition] },
            cancellationToken);
}
