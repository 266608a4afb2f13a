using System.Text;
using Notify.Activities.Ingestion.Glue;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Changes;
using Notify.Storage.Changes;
using Notify.Storage.Objects;
using Notify.Storage.Tables.Sqlite;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>What a job says has changed comes into the change log.</summary>
public sealed class GlueLoadActivitiesTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("notify-test-").FullName;
    private SqliteTables tables = null!;
    private FileObjects objects = null!;
    private ChangeLog log = null!;

    public async ValueTask InitializeAsync()
    {
        tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db") });
        objects = new FileObjects(Path.Combine(folder, "objects"));
        log = new ChangeLog(tables, new HandSetClock(DateTimeOffset.UnixEpoch));
    }

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task RecordChangesAsync_KeysInParts_AreAppendedEachOnce()
    {
        await PutAsync("changes/notify_users/load=1/part-0.txt", "\"u1\"\n\"ü \\\"2\\\"\"\n");
        await PutAsync("changes/notify_users/load=1/part-1.txt", "\"u1\"\n\"u3\"\n");
        await PutAsync("changes/notify_users/load=1/_SUCCESS", "");
        await PutAsync("changes/notify_users/load=2/part-0.txt", "\"another load's\"\n");

        Assert.Equal(3, await RecordAsync());
        Assert.Equal(3, await RecordAsync());

        var entries = await log.ReadAsync("notify_users", 0).ToListAsync();
        Assert.Equal(["u1", "u3", "ü \"2\""], entries.SelectMany(entry => entry.Keys).Order(StringComparer.Ordinal));
        Assert.Equal(["_RECORDED", "_SUCCESS"], await objects.ListAsync("changes/notify_users/load=1/").Select(entry => entry.Key[28..]).ToListAsync());
    }

    [Fact]
    public async Task RecordChangesAsync_MoreThanCanBeToldApart_IsNotedAsAWholeLoad()
    {
        await PutAsync("changes/notify_users/load=1/part-0.txt", string.Concat(Enumerable.Range(0, GlueLoadActivities.MostKeys + 50).Select(key => $"\"u{key}\"\n")));
        await PutAsync("changes/notify_users/load=1/_SUCCESS", "");

        Assert.Equal(GlueLoadActivities.MostKeys + 1, await RecordAsync());

        Assert.Equal(ChangeKind.Whole, Assert.Single(await log.ReadAsync("notify_users", 0).ToListAsync()).Kind);
    }

    [Fact]
    public async Task RecordChangesAsync_NothingChanged_AppendsNothing()
    {
        await PutAsync("changes/notify_users/load=1/_SUCCESS", "");

        Assert.Equal(0, await RecordAsync());

        Assert.Equal(0, await log.LastAsync("notify_users"));
    }

    [Fact]
    public async Task RecordChangesAsync_JobsWriteElsewhere_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(RecordAsync);

        Assert.True(failure.NonRetryable);
        Assert.Contains("folder of this worker's own objects", failure.Message, StringComparison.Ordinal);
    }

    private Task PutAsync(string key, string content) => objects.PutAsync(key, new MemoryStream(Encoding.UTF8.GetBytes(content)));

    private Task<int> RecordAsync() => new ActivityEnvironment().RunAsync(() => new GlueLoadActivities(objects, log).RecordChangesAsync("notify_users", "1"));
}
