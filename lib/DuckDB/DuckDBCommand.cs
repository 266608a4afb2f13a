using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Data.Interop;
using DuckDB.NET.Data.Reading;

namespace DuckDB.NET.Data;

/// <summary>One or more statements, separated by semicolons. Every statement sees the same parameters.</summary>
public class DuckDBCommand : DbCommand
{
    private DuckDBConnection? connection;

    public DuckDBCommand()
    {
    }

    public DuckDBCommand(string commandText) => CommandText = commandText;

    public DuckDBCommand(string commandText, DuckDBConnection connection)
        : this(commandText) => this.connection = connection;

    [AllowNull]
    public override string CommandText { get; set => field = value ?? ""; } = "";

    /// <summary>
    /// True to compute rows as they are read, so that no more than a few chunks are in memory; no other command may run
    /// on the connection meanwhile. False (the default) to compute them all before the first is read.
    /// </summary>
    public bool UseStreamingMode { get; set; }

    public new virtual DuckDBParameterCollection Parameters { get; } = new();

    /// <summary>Kept but not used: cancel with a token.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => connection = (DuckDBConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Interrupts whatever the connection is running; it then throws <see cref="OperationCanceledException"/>.</summary>
    public override void Cancel()
    {
        if (connection is { State: ConnectionState.Open } open)
        {
            try
            {
                NativeMethods.Interrupt(open.Handle);
            }
            catch (Exception fault) when (fault is ObjectDisposedException or InvalidOperationException)
            {
                // Closed meanwhile: there is nothing left to interrupt
            }
        }
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => ExecuteNonQuery(CancellationToken.None);

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Finished(() => ExecuteNonQuery(cancellationToken));

    public override object? ExecuteScalar() => ExecuteScalar(CancellationToken.None);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        Finished(() => ExecuteScalar(cancellationToken));

    public new DuckDBDataReader ExecuteReader() => ExecuteReader(CommandBehavior.Default);

    public new DuckDBDataReader ExecuteReader(CommandBehavior behavior) => ExecuteReader(behavior, CancellationToken.None);

    protected override DbParameter CreateDbParameter() => new DuckDBParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader(behavior);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        Finished(DbDataReader () => ExecuteReader(behavior, cancellationToken));

    private int ExecuteNonQuery(CancellationToken cancellationToken)
    {
        using var registration = InterruptOn(cancellationToken);
        var changed = 0L;
        using var results = Run(cancellationToken);
        while (results.MoveNext())
        {
            changed += results.Current.RowsChanged;
        }

        return checked((int)changed);
    }

    private object? ExecuteScalar(CancellationToken cancellationToken)
    {
        using var reader = ExecuteReader(CommandBehavior.Default, cancellationToken);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    private DuckDBDataReader ExecuteReader(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        using var registration = InterruptOn(cancellationToken);
        return new DuckDBDataReader(this, Run(cancellationToken), behavior);
    }

    private IEnumerator<StatementResult> Run(CancellationToken cancellationToken)
    {
        var open = connection ?? throw new InvalidOperationException("The command has no connection.");
        return Statements.Run(open.Handle, CommandText, Parameters, UseStreamingMode, cancellationToken).GetEnumerator();
    }

    private CancellationTokenRegistration InterruptOn(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return cancellationToken.UnsafeRegister(static state => ((DuckDBCommand)state!).Cancel(), this);
    }

    // The work is the caller's thread's own: nothing is gained by moving it to another
    private static Task<T> Finished<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
    }
}
