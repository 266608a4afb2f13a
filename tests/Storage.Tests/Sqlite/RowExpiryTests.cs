using Notify.Domain.Clickstream;
using Notify.Domain.Purchases;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;
using Notify.Storage.Tests.Changes;

namespace Notify.Storage.Tests.Sqlite;

/// <summary>Rows past their table's retention, whichever way the table is kept.</summary>
public sealed class RowExpiryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly HandSetClock clock = new(Now);
    private SqliteTables tables = null!;

    public async ValueTask InitializeAsync() => tables = await SqliteTables.OpenAsync(
        new SqliteTablesOptions { Path = folder.File("tables.db"), Synchronous = SqliteDurability.Normal, Time = clock });

    public async ValueTask DisposeAsync()
    {
        await tables.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExpireAsync_RowsOfManyAges_DropsThoseWhoseTimeIsUp(bool isAppendMostly)
    {
        var clicks = NotifyTables.Clickstream with { IsAppendMostly = isAppendMostly };
        // More than a step and more than a run, so that what is kept and what goes lie side by side in all of them
        var rows = Enumerable.Range(0, 40_000).Select(i => Click($"U{i % 1_000}", $"e{i}", Now.AddDays(-(i % 800)))).ToList();
        foreach (var some in rows.Chunk(5_000))
        {
            await tables.PutAsync(clicks, some);
        }

        await tables.ExpireAsync(TestContext.Current.CancellationToken);

        var expected = rows.Where(row => row.Timestamp >= Now.AddDays(-400)).Select(row => row.EventId).ToHashSet();
        Assert.Equal(expected, (await tables.ScanAsync(clicks).ToListAsync()).Select(row => row.EventId).ToHashSet());
        Assert.Equal(expected.Count, await tables.CountAsync(clicks));
    }

    [Fact]
    public async Task ExpireAsync_LaterOn_DropsWhatWasKeptBefore()
    {
        await tables.PutAsync(NotifyTables.Clickstream, [Click("U1", "old", Now), Click("U1", "young", Now.AddDays(1))]);
        clock.Advance(TimeSpan.FromDays(400));
        await tables.ExpireAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await tables.CountAsync(NotifyTables.Clickstream));

        clock.Advance(TimeSpan.FromTicks(1));
        await tables.ExpireAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["young"], await tables.QueryAsync(NotifyTables.Clickstream, "U1").Select(click => click.EventId).ToListAsync());
    }

    [Fact]
    public async Task ExpireAsync_TablesWithoutARetention_KeepEverything()
    {
        var purchase = new Purchase
        {
            UserId = "U1", PurchaseId = "P", ProductId = "X", PurchaseDate = Now.AddYears(-20), Price = 1, Quantity = 1, TotalAmount = 1,
        };
        await tables.PutAsync(NotifyTables.PurchaseHistory, [purchase]);

        await tables.ExpireAsync(TestContext.Current.CancellationToken);

        Assert.Equal(purchase, await tables.GetAsync(NotifyTables.PurchaseHistory, "U1", "P"));
    }

    [Fact]
    public async Task ExpireAsync_WhileRowsComeAndRunsAreMerged_DropsAllThatHadExpired()
    {
        await tables.PutAsync(NotifyTables.Clickstream, [.. Enumerable.Range(0, 30_000).Select(i => Click($"U{i}", "old", Now.AddDays(-500)))]);
        var writing = Task.Run(async () =>
        {
            for (var put = 0; put < 20; put++)
            {
                await tables.PutAsync(NotifyTables.Clickstream, [.. Enumerable.Range(0, 8_000).Select(i => Click($"U{i}", $"new{put}", Now))]);
            }
        });

        await tables.ExpireAsync(TestContext.Current.CancellationToken);
        await writing;

        Assert.Equal(160_000, await tables.CountAsync(NotifyTables.Clickstream));
        Assert.Null(await tables.GetAsync(NotifyTables.Clickstream, "U29999", "old"));
    }

    private static ClickEvent Click(string userId, string eventId, DateTimeOffset at) => new() { UserId = userId, EventId = eventId, Event = "view", Timestamp = at };
}
