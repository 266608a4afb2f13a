using System.Collections.Concurrent;
using System.Diagnostics;
using Notify.Storage.Sqlite;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>Compacts tables in the background, between the writes of others.</summary>
internal sealed class RunCompactor(SqliteWriter writer) : IAsyncDisposable
{
    private const int RowsPerStep = RunCompaction.FanIn * RunCompaction.RowsOfEachRun;

    // Up to so many runs, merging leaves three quarters of the time to others; up to twice as many, half of it; then none
    private const int FewRuns = 64;

    private readonly ConcurrentDictionary<string, Lazy<Task>> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Says that a table was written to.</summary>
    public void Note(string table, IReadOnlyList<string> keys, RunFilters filters)
    {
        if (!stopping.IsCancellationRequested)
        {
            _ = running.GetOrAdd(table, _ => new Lazy<Task>(() => Task.Run(() => CompactAsync(table, new RunCompaction(table, keys, filters))))).Value;
        }
    }

    /// <summary>Waits until a table has nothing left to merge.</summary>
    public async Task RestAsync(string table, IReadOnlyList<string> keys, RunFilters filters)
    {
        // Twice: what is under way may have looked for the last time just before the last write
        for (var time = 0; time < 2; time++)
        {
            Note(table, keys, filters);
            await (running.TryGetValue(table, out var task) ? task.Value : Task.CompletedTask).ConfigureAwait(false);
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
            for (var began = Stopwatch.GetTimestamp(); await writer.WriteAsync(compaction.Step, RowsPerStep, stopping.Token).ConfigureAwait(false) is > 0 and var runs; began = Stopwatch.GetTimestamp())
            {
                var shares = runs <= FewRuns ? 3 : runs <= 2 * FewRuns ? 1 : 0;
                await Task.Delay(shares * Stopwatch.GetElapsedTime(began), stopping.Token).ConfigureAwait(false);
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
