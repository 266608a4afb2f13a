using Notify.Domain.Customers;
using Notify.Storage.Tables;

namespace Notify.Activities.Recommending;

/// <summary>Reads customers with their preferences, features and embeddings, many at a time.</summary>
public sealed class CustomerReader(ITables tables)
{
    /// <summary>The customer, or null where there is none.</summary>
    public async Task<CustomerContext?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        var user = await tables.GetAsync(NotifyTables.Users, userId, cancellationToken: cancellationToken);
        return user is null ? null : (await ReadAsync([user], cancellationToken))[0];
    }

    /// <returns>In the order of the users.</returns>
    public async Task<IReadOnlyList<CustomerContext>> ReadAsync(IReadOnlyList<User> users, CancellationToken cancellationToken)
    {
        var ids = users.Select(user => user.UserId).ToList();
        var preferences = await ReadAsync(NotifyTables.UserPreferences, ids, row => row.UserId, cancellationToken);
        var features = await ReadAsync(NotifyTables.UserFeatures, ids, row => row.UserId, cancellationToken);
        var embeddings = await ReadAsync(NotifyTables.UserEmbeddings, ids, row => row.Id, cancellationToken);
        return
        [
            .. users.Select(user => new CustomerContext(
                user,
                preferences.GetValueOrDefault(user.UserId),
                features.GetValueOrDefault(user.UserId)?.HourlyActivity ?? [],
                embeddings.GetValueOrDefault(user.UserId))),
        ];
    }

    private async Task<Dictionary<string, T>> ReadAsync<T>(
        TableDefinition<T> table, List<string> ids, Func<T, string> key, CancellationToken cancellationToken)
        where T : class
    {
        var rows = await tables.GetManyAsync(table, ids, cancellationToken);
        return rows.ToDictionary(key, StringComparer.Ordinal);
    }
}
