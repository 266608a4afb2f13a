using DuckDB.NET.Data.Reading;

namespace DuckDB.NET.Data.Interop;

/// <summary>Runs the statements of a command, one after another.</summary>
internal static unsafe class Statements
{
    /// <summary>Each statement runs when the enumeration comes to it, and its result ends when the enumeration goes on.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="DuckDBException">DuckDB cannot parse, prepare or run a statement.</exception>
    public static IEnumerable<StatementResult> Run(
        ConnectionHandle connection,
        string sql,
        DuckDBParameterCollection parameters,
        bool streaming,
        CancellationToken cancellationToken)
    {
        using var statements = new ExtractedStatements(connection, sql);
        for (var i = 0; i < statements.Count; i++)
        {
            using var result = new StatementResult(statements.Execute(i, parameters, streaming, cancellationToken));
            yield return result;
        }
    }

    private sealed class ExtractedStatements : IDisposable
    {
        private readonly ConnectionHandle connection;
        private void* statements;

        public ExtractedStatements(ConnectionHandle connection, string sql)
        {
            this.connection = connection;
            void* extracted;
            Count = (int)NativeMethods.Statements.Extract(connection, sql, &extracted);
            statements = extracted;
            if (Count == 0 && NativeMethods.Statements.ExtractError(statements) is var error && error != null)
            {
                var message = NativeMethods.Text(error);
                Dispose();
                throw new DuckDBException(message, Native.DuckDBErrorType.Parser);
            }
        }

        public int Count { get; }

        public QueryResult Execute(int index, DuckDBParameterCollection parameters, bool streaming, CancellationToken cancellationToken)
        {
            void* prepared;
            try
            {
                if (NativeMethods.Statements.Prepare(connection, statements, (ulong)index, &prepared) != NativeMethods.Success)
                {
                    throw Fault(NativeMethods.Text(NativeMethods.Statements.PrepareError(prepared)));
                }

                Bind(prepared, parameters);
                return Execute(prepared, streaming, cancellationToken);
            }
            finally
            {
                NativeMethods.Statements.DestroyPrepared(&prepared);
            }
        }

        public void Dispose()
        {
            var pointer = statements;
            statements = null;
            if (pointer != null)
            {
                NativeMethods.Statements.DestroyExtracted(&pointer);
            }
        }

        // Before a statement runs, DuckDB tells the kind of a fault in its message only
        private static Exception Fault(string message) => message.StartsWith("INTERRUPT Error", StringComparison.Ordinal)
            ? new OperationCanceledException(message)
            : new DuckDBException(message);

        private static QueryResult Execute(void* prepared, bool streaming, CancellationToken cancellationToken)
        {
            void* pending;
            var state = streaming
                ? NativeMethods.Statements.PendingStreaming(prepared, &pending)
                : NativeMethods.Statements.Pending(prepared, &pending);
            try
            {
                if (state != NativeMethods.Success)
                {
                    throw Fault(NativeMethods.Text(NativeMethods.Statements.PendingError(pending)));
                }

                // Beginning a statement forgets an earlier interrupt; one that came in between is seen here
                cancellationToken.ThrowIfCancellationRequested();
                QueryResult result;
                if (NativeMethods.Statements.Execute(pending, &result) != NativeMethods.Success)
                {
                    try
                    {
                        StatementResult.Throw(&result);
                    }
                    finally
                    {
                        NativeMethods.Results.Destroy(&result);
                    }
                }

                return result;
            }
            finally
            {
                NativeMethods.Statements.DestroyPending(&pending);
            }
        }

        private static void Bind(void* prepared, DuckDBParameterCollection parameters)
        {
            var expected = (int)NativeMethods.Statements.ParameterCount(prepared);
            if (parameters.Count < expected)
            {
                throw new InvalidOperationException($"The statement has {expected} parameters, but {parameters.Count} are given.");
            }

            for (var i = 0; i < parameters.Count; i++)
            {
                var parameter = parameters[i];
                var place = (ulong)i + 1;
                if (parameter.ParameterName.Length > 0
                        ? NativeMethods.Statements.ParameterIndex(prepared, &place, parameter.ParameterName) != NativeMethods.Success
                        : i >= expected)
                {
                    // Another statement of the command may name it
                    continue;
                }

                var value = ParameterValue.Create(parameter.Value);
                var state = NativeMethods.Statements.Bind(prepared, place, value);
                NativeMethods.Values.Destroy(&value);
                if (state != NativeMethods.Success)
                {
                    throw new DuckDBException(NativeMethods.Text(NativeMethods.Statements.PrepareError(prepared)));
                }
            }
        }
    }
}
