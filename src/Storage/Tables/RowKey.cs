namespace Notify.Storage.Tables;

/// <summary>A row's key.</summary>
/// <param name="Partition">Its partition key.</param>
/// <param name="Sort">Its sort key; null where the table has none.</param>
public readonly record struct RowKey(string Partition, string? Sort = null);
