using System.Data;
using System.Data.Common;

namespace DuckDB.NET.Data;

/// <summary>A transaction; disposed without commit it is rolled back.</summary>
public class DuckDBTransaction : DbTransaction
{
    private readonly DuckDBConnection connection;
    private bool finished;

    internal DuckDBTransaction(DuckDBConnection connection)
    {
        this.connection = connection;
        Run("BEGIN TRANSACTION");
    }

    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => Finish("COMMIT");

    public override void Rollback() => Finish("ROLLBACK");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !finished && connection.State == ConnectionState.Open)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    private void Finish(string statement)
    {
        if (finished)
        {
            throw new InvalidOperationException("The transaction has ended already.");
        }

        finished = true;
        connection.Transaction = null;
        Run(statement);
    }

    private void Run(string statement)
    {
        using var command = new DuckDBCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
