using Notify.Domain.Customers;
using Notify.Storage.Tables;

namespace Notify.Activities.Delivering;

/// <summary>Keeps that customers opted out. Nothing here takes an opt-out back.</summary>
public sealed class OptOuts(ITables tables)
{
    /// <summary>Records opt-outs; of a customer who has opted out before, the first stays.</summary>
    /// <param name="since">Who, and since when (UTC).</param>
    /// <param name="cancellationToken">Stops it; some may be recorded.</param>
    public async Task RecordAsync(IReadOnlyDictionary<string, DateTimeOffset> since, CancellationToken cancellationToken)
    {
        // Until none is refused: preferences may be ingested at the same moment, and neither may overwrite the other
        for (IReadOnlyCollection<string> left = [.. since.Keys]; left.Count > 0;)
        {
            var held = (await tables.GetManyAsync(NotifyTables.UserPreferences, left, cancellationToken).ConfigureAwait(false))
                .ToDictionary(preferences => preferences.UserId, StringComparer.Ordinal);
            var changes = left
                .Select(userId => (UserId: userId, Held: held.GetValueOrDefault(userId)))
                .Where(one => one.Held?.OptedOutAt is null)
                .Select(one => new RowChange<UserPreferences>(
                    one.Held, (one.Held ?? new UserPreferences { UserId = one.UserId }) with { OptedOutAt = since[one.UserId] }))
                .ToList();
            var refused = await tables.TryReplaceAsync(NotifyTables.UserPreferences, changes, cancellationToken).ConfigureAwait(false);
            left = [.. refused.Select(change => change.Row.UserId)];
        }
    }
}
