using System.Data.Common;
using Notify.Activities.Progress;
using Notify.Domain.Purchases;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;
using Temporalio.Activities;

namespace Notify.Activities.Features;

/// <summary>Writes what the SQL gives into the tables, in the order of the keys, and only rows whose content is new.</summary>
public sealed class FeatureTables(ITables tables, StepReporter reporter)
{
    private const int BatchRows = 1000;

    // Batches on their way to disk while the next is read
    private const int BatchesUnderWay = 4;

    private static readonly TimeSpan BetweenHeartbeats = TimeSpan.FromSeconds(5);

    /// <summary>Writes one row for each user or product.</summary>
    /// <param name="database">Has the rows to compute from.</param>
    /// <param name="sql">Its first column is the key.</param>
    /// <param name="table">A table without a sort key.</param>
    /// <param name="make">Makes a record of a row of the result.</param>
    /// <param name="cancellationToken">Stops the computing and the writing.</param>
    /// <returns>Rows computed.</returns>
    public async Task<int> WriteAsync<T>(
        FeatureDatabase database, string sql, TableDefinition<T> table, Func<DbDataReader, T> make, CancellationToken cancellationToken)
        where T : class
    {
        var shape = RecordShape.Of<T>();
        var isEmpty = await tables.CountAsync(table, cancellationToken) == 0;
        var ordered = $"SELECT * FROM ({sql}) ORDER BY {table.PartitionKey}";
        return await WriteAsync(database, ordered, table.Name, make, (_, _) => true, async batch =>
        {
            var before = isEmpty
                ? []
                : (await tables.GetManyAsync(table, [.. batch.Select(table.KeyOf)], cancellationToken))
                    .ToDictionary(table.KeyOf);
            var changed = batch.Where(row => !before.TryGetValue(table.KeyOf(row), out var old) || !shape.AreSame(old, row)).ToList();
            await tables.PutAsync(table, changed, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Writes the cells of the matrix, and removes cells that have no purchase any more.</summary>
    /// <param name="database">Has the purchases to compute from.</param>
    /// <param name="users">Whose cells they are; null for everyone's.</param>
    /// <param name="cancellationToken">Stops the computing and the writing.</param>
    /// <returns>Cells computed.</returns>
    public async Task<int> WriteMatrixAsync(FeatureDatabase database, IReadOnlySet<string>? users, CancellationToken cancellationToken)
    {
        var isEmpty = await tables.CountAsync(NotifyTables.UserProductMatrix, cancellationToken) == 0;
        var without = users?.ToHashSet(StringComparer.Ordinal);
        const string Ordered = "ORDER BY user_id, product_id";
        var cells = await WriteAsync(
            database,
            $"SELECT * FROM ({FeatureSql.UserProductMatrix}) {Ordered}",
            NotifyTables.UserProductMatrix.Name,
            FeatureRows.UserProduct,
            // A user's cells stay together, so that what is missing among them is known
            (last, next) => last.UserId != next.UserId,
            async batch =>
            {
                without?.ExceptWith(batch.Select(cell => cell.UserId));
                await WriteCellsAsync(batch, isEmpty, cancellationToken);
            },
            cancellationToken);
        foreach (var user in isEmpty ? [] : without ?? [])
        {
            await RemoveAsync(await CellsAsync(user, cancellationToken), cancellationToken);
        }

        return cells;
    }

    private async Task WriteCellsAsync(List<UserProduct> batch, bool isEmpty, CancellationToken cancellationToken)
    {
        if (isEmpty)
        {
            await tables.PutAsync(NotifyTables.UserProductMatrix, batch, cancellationToken);
            return;
        }

        var changed = new List<UserProduct>();
        foreach (var cells in batch.GroupBy(cell => cell.UserId, StringComparer.Ordinal))
        {
            var before = (await CellsAsync(cells.Key, cancellationToken)).ToDictionary(cell => cell.ProductId, StringComparer.Ordinal);
            foreach (var cell in cells)
            {
                if (!before.Remove(cell.ProductId, out var old) || old != cell)
                {
                    changed.Add(cell);
                }
            }

            await RemoveAsync(before.Values, cancellationToken);
        }

        await tables.PutAsync(NotifyTables.UserProductMatrix, changed, cancellationToken);
    }

    private async Task<List<UserProduct>> CellsAsync(string user, CancellationToken cancellationToken) =>
        await tables.QueryAsync(NotifyTables.UserProductMatrix, user, cancellationToken: cancellationToken).ToListAsync(cancellationToken);

    private async Task RemoveAsync(IEnumerable<UserProduct> cells, CancellationToken cancellationToken)
    {
        foreach (var cell in cells)
        {
            await tables.DeleteAsync(NotifyTables.UserProductMatrix, cell.UserId, cell.ProductId, cancellationToken);
        }
    }

    private async Task<int> WriteAsync<T>(
        FeatureDatabase database,
        string sql,
        string step,
        Func<DbDataReader, T> make,
        Func<T, T, bool> mayPart,
        Func<List<T>, Task> write,
        CancellationToken cancellationToken)
    {
        using var reader = await WaitAsync(step, database.ReadAsync(sql, cancellationToken));
        var underWay = new Queue<Task>();
        var batch = new List<T>(BatchRows);
        var done = 0;
        while (reader.Read())
        {
            var row = make(reader);
            if (batch.Count >= BatchRows && mayPart(batch[^1], row))
            {
                await BeginAsync(underWay, write(batch), BatchesUnderWay);
                done += batch.Count;
                batch = new List<T>(BatchRows);
                reporter.Report(step, done, 0);
            }

            batch.Add(row);
        }

        await BeginAsync(underWay, batch.Count > 0 ? write(batch) : Task.CompletedTask, mostUnderWay: 0);
        return done + batch.Count;
    }

    private static async Task BeginAsync(Queue<Task> underWay, Task begun, int mostUnderWay)
    {
        underWay.Enqueue(begun);
        while (underWay.Count > mostUnderWay)
        {
            await underWay.Dequeue();
        }
    }

    // Sorting millions of rows takes longer than the server waits for a sign of life
    private async Task<T> WaitAsync<T>(string step, Task<T> work)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        while (!work.IsCompleted)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(work, Task.Delay(BetweenHeartbeats, pause.Token));
            await pause.CancelAsync();
            if (!cancellationToken.IsCancellationRequested)
            {
                reporter.Report(step, 0, 0);
            }
        }

        return await work;
    }
}
