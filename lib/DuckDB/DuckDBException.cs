using System.Data.Common;
using DuckDB.NET.Native;

namespace DuckDB.NET.Data;

/// <summary>DuckDB refused or broke off what it was asked for; the message is DuckDB's.</summary>
public class DuckDBException : DbException
{
    internal DuckDBException(string message)
        : base(message)
    {
    }

    internal DuckDBException(string message, DuckDBErrorType errorType)
        : base(message, (int)errorType) => ErrorType = errorType;

    public DuckDBErrorType ErrorType { get; }
}
