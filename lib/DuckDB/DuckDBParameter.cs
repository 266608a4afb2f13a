using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace DuckDB.NET.Data;

/// <summary>A parameter: with a name it is <c>$name</c> in the query, without one it takes its place's <c>?</c> or <c>$1</c>.</summary>
public class DuckDBParameter : DbParameter
{
    public DuckDBParameter()
    {
    }

    public DuckDBParameter(object? value) => Value = value;

    public DuckDBParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    public override object? Value { get; set; }

    [AllowNull]
    public override string ParameterName { get; set => field = value ?? ""; } = "";

    /// <summary>Kept but not used: the value's own type decides.</summary>
    public override DbType DbType { get; set; } = DbType.String;

    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    public override bool IsNullable { get; set; } = true;

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set => field = value ?? ""; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override void ResetDbType() => DbType = DbType.String;
}
