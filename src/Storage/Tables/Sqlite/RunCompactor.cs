using System.Collections.Concurrent;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Compacts tables in the background, between the writes of others.</summary>
internal sealed class RunCompactor(SqliteWriter writer) : IAsyncDisposable
{
    private const int RowsPerStep = RunCompaction.FanIn * RunCompaction.RowsOfEachRun;
    private readonly ConcurrentDictionary<string, Lazy<Task>> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Says that a table was written to.</summary>
    public void Note(string table, IReadOnlyList<string> keys)
    {
        if (!stopping.IsCancellationRequested)
        {
            _ = running.GetOrAdd(table, _ => new Lazy<Task>(() => Task.Run(() => CompactAsync(table, new RunCompaction(table, keys))))).Value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Values.Select(task => task.Value)).ConfigureAwait(false);
            stopping.Dispose();
        }
    }

    private async Task CompactAsync(string table, RunCompaction compaction)
    {
        try
        {
            while (await writer.WriteAsync(compaction.Step, RowsPerStep, stopping.Token).ConfigureAwait(false))
            {
            }
        }
        catch (Exception fault) when (fault is StorageException or OperationCanceledException or ObjectDisposedException)
        {
            // Nothing is lost, and the next write to the table tries again; a fault of the disk is that write's to report.
        }
        finally
        {
            running.TryRemove(table, out _);
        }
    }
}
