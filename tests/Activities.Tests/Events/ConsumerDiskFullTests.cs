using Notify.Storage;
using Notify.Storage.Streams;
using Notify.Storage.Tables;
using Notify.Storage.Tests;

namespace Notify.Activities.Tests.Events;

/// <summary>Consumers on a disk that becomes full, and has room again.</summary>
public sealed class ConsumerDiskFullTests
{
    private const int EventsPerAppend = 200;

    [Fact]
    public async Task Consumers_DiskFullThenFreed_TakeInEveryAcknowledgedEvent()
    {
        using var disk = SmallDisk.Mount(64);
        await using var shop = await EventShop.OpenAsync(home: disk.File("home"));
        var acknowledged = 0;
        await shop.TakeInAsync(async () =>
        {
            acknowledged += await AppendUntilFullAsync(shop, disk);
            disk.Free();
            await AppendAsync(shop, acknowledged);
            acknowledged += EventsPerAppend;
        });

        var rows = await shop.Store.ScanAsync(NotifyTables.Clickstream).Select(row => row.EventId).ToListAsync();
        Assert.Equal(rows.Count, rows.Distinct().Count());
        // One append that was refused may have been kept all the same, whole.
        Assert.Superset(Enumerable.Range(0, acknowledged).Select(i => $"E{i}").ToHashSet(), rows.ToHashSet());
        Assert.Equal(0, await shop.LagAsync(StreamTopics.DeadLettersOf(StreamTopics.Clickstream)));
    }

    private static async Task<int> AppendUntilFullAsync(EventShop shop, SmallDisk disk)
    {
        var acknowledged = 0;
        await AppendAsync(shop, acknowledged);
        disk.Fill(leave: 4_000_000);
        try
        {
            while (true)
            {
                await AppendAsync(shop, acknowledged + EventsPerAppend);
                acknowledged += EventsPerAppend;
            }
        }
        catch (StorageException full)
        {
            Assert.Contains("disk is full", full.Message, StringComparison.Ordinal);
        }

        return acknowledged + EventsPerAppend;
    }

    private static Task AppendAsync(EventShop shop, int first) =>
        shop.AppendAsync([.. Enumerable.Range(first, EventsPerAppend).Select(i => EventShop.Click($"U{i % 500}", $"E{i}"))]);
}
