namespace Notify.Storage.Tables;

/// <summary>A row, and what it is to replace.</summary>
/// <param name="Expected">The row with the same key as it was read; null for none.</param>
/// <param name="Row">What is to be there instead.</param>
public sealed record RowChange<T>(T? Expected, T Row)
    where T : class;
