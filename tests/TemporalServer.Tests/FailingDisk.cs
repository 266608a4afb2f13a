using Microsoft.Data.Sqlite;
using TemporalServer.Persistence;

namespace TemporalServer.Tests;

/// <summary>Makes every transaction fail just before its commit, as a full disk does, until it is disposed.</summary>
internal sealed class FailingDisk : IDisposable
{
    private const int Full = 13;

    private readonly GroupCommitWriter writer;
    private readonly Action<StorageSession> healthy;
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FailingDisk(GroupCommitWriter writer)
    {
        this.writer = writer;
        healthy = writer.BeforeCommit;
        writer.BeforeCommit = _ =>
        {
            failed.TrySetResult();
            throw new SqliteException("database or disk is full", Full);
        };
    }

    /// <summary>Completes when a transaction has failed.</summary>
    public Task Failed => failed.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Dispose() => writer.BeforeCommit = healthy;

    /// <summary>Frees the disk and waits until the server has noticed.</summary>
    public async Task RecoverAsync()
    {
        Dispose();
        await Until.TrueAsync(() => writer.Fault is null);
    }
}
