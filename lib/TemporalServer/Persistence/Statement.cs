namespace TemporalServer.Persistence;

/// <summary>One statement with its values, ready to be executed, and executed again when its transaction fails.</summary>
/// <param name="Sql">With parameters <c>$0</c>, <c>$1</c>, …</param>
/// <param name="Values">One for each parameter.</param>
internal readonly record struct Statement(string Sql, params object?[] Values);
