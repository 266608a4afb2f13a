using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;
using Notify.Storage.Tests.Changes;

namespace Notify.Storage.Tests.Erasing;

public sealed class ErasureListTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly HandSetClock time = new(new DateTimeOffset(2026, 10, 4, 8, 0, 0, TimeSpan.Zero));
    private SqliteTables tables = null!;
    private ErasureList list = null!;
    private ErasureList elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = folder.File("tables.db") });
        list = Open();
        elsewhere = Open();
    }

    public async ValueTask DisposeAsync()
    {
        list.Dispose();
        elsewhere.Dispose();
        await tables.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task AddAsync_User_IsOnTheListHereAtOnceAndElsewhereSoon()
    {
        Assert.True((await list.CurrentAsync()).IsEmpty);
        Assert.True((await elsewhere.CurrentAsync()).IsEmpty);

        await list.AddAsync("U1", "erasure");
        await list.AddAsync("U1", "again");

        Assert.True((await list.CurrentAsync()).Contains("U1"));
        Assert.False((await list.CurrentAsync()).Contains("U2"));
        time.Advance(ErasureList.RefreshInterval);
        Assert.True((await elsewhere.CurrentAsync()).Contains("U1"));
    }

    [Fact]
    public async Task RemoveAsync_User_IsOffTheListHereAtOnceAndElsewhereSoon()
    {
        await list.AddAsync("U1", "erasure");
        await list.AddAsync("U2", "erasure");
        Assert.True((await elsewhere.CurrentAsync()).Contains("U1"));

        Assert.True(await list.RemoveAsync("U1"));
        Assert.False(await list.RemoveAsync("U1"));

        Assert.False((await list.CurrentAsync()).Contains("U1"));
        time.Advance(ErasureList.RefreshInterval);
        Assert.False((await elsewhere.CurrentAsync()).Contains("U1"));
        Assert.True((await elsewhere.CurrentAsync()).Contains("U2"));
    }

    [Fact]
    public async Task CurrentAsync_OpenedAfterwards_HasWhatTheTableHas()
    {
        await list.AddAsync("U1", "erasure");

        using var later = Open();

        Assert.True((await later.CurrentAsync()).Contains("U1"));
    }

    [Fact]
    public async Task AddAsync_Table_HoldsASaltedHashOnly()
    {
        await list.AddAsync("U1", "erasure");

        var row = Assert.Single(await tables.ScanAsync(NotifyTables.ErasedUsers).ToListAsync());
        Assert.Equal(await elsewhere.HashAsync("U1"), row.UserHash);
        Assert.Matches("^[0-9a-f]{64}$", row.UserHash);
        // The same user of another shop has another hash
        Assert.NotEqual(row.UserHash, ErasureList.HashOf("U1", new byte[32]));
    }

    private ErasureList Open() => new(tables, new FileObjects(folder.File("objects")), new ChangeLog(tables, time), time);
}
