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
        if (since.Count == 0)
        {
            return;
        }

        var held = (await tables.GetManyAsync(NotifyTables.UserPreferences, [.. since.Keys], cancellationToken).ConfigureAwait(false))
            .ToDictionary(preferences => preferences.UserId, StringComparer.Ordinal);
        var changed = since
            .Select(one => (held.GetValueOrDefault(one.Key) ?? new UserPreferences { UserId = one.Key }, At: one.Value))
            .Where(one => one.Item1.OptedOutAt is null)
            .Select(one => one.Item1 with { OptedOutAt = one.At })
            .ToList();
        await tables.PutAsync(NotifyTables.UserPreferences, changed, cancellationToken).ConfigureAwait(false);
    }
}
