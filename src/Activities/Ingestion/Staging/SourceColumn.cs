namespace Notify.Activities.Ingestion.Staging;

/// <summary>A column of a source, as DuckDB sees it.</summary>
/// <param name="Name">As the table's attribute is called.</param>
/// <param name="Sql">How it is read.</param>
/// <param name="Type">DuckDB's type.</param>
internal sealed record SourceColumn(string Name, string Sql, string Type)
{
    /// <summary>What kind of type it is.</summary>
    public SourceKind Kind => Type switch
    {
        "VARCHAR" => SourceKind.Text,
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" => SourceKind.Whole,
        "FLOAT" or "DOUBLE" => SourceKind.Real,
        "DATE" or "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => SourceKind.Moment,
        "TIMESTAMP WITH TIME ZONE" => SourceKind.ZonedMoment,
        _ when Type.StartsWith("DECIMAL", StringComparison.Ordinal) => SourceKind.Decimal,
        _ when Type.EndsWith("[]", StringComparison.Ordinal) => SourceKind.List,
        _ => SourceKind.Other,
    };

    /// <summary>The text that stands for the value where a row is read by its format.</summary>
    public string TextSql => Kind switch
    {
        SourceKind.Text => Sql,
        SourceKind.List => $"array_to_string({Sql}, ';')",
        SourceKind.Moment when Type != "DATE" => $"CAST(CAST({Sql} AS TIMESTAMP) AS VARCHAR)",
        SourceKind.ZonedMoment => $"CAST(timezone('UTC', {Sql}) AS VARCHAR)",
        _ => $"CAST({Sql} AS VARCHAR)",
    };
}

/// <summary>What a source's column holds.</summary>
internal enum SourceKind
{
    Text,
    Whole,
    Decimal,
    Real,
    Moment,
    ZonedMoment,
    List,
    Other,
}
