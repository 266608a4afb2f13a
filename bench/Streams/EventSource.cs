using System.Buffers;
using Notify.Domain.Events;
using Notify.Storage.Streams;

namespace StreamsBench;

/// <summary>Makes events and appends them at a fixed rate, open loop: late ones are not waited for, and count as late.</summary>
internal sealed class EventSource(IStreams streams, StreamsOptions options) : IDisposable
{
    private const int TicksPerSecond = 50;
    private const int Users = 1_000_000;
    private const int Products = 100_000;
    private readonly Random random = new(7);
    private readonly ShopEventWriter writer = new();
    private long made;

    public long Orders { get; private set; }

    public long Others { get; private set; }

    /// <summary>From the moment at which a batch of events was due until all of them were acknowledged.</summary>
    public Latencies Acknowledged { get; } = new();

    /// <summary>Events made.</summary>
    public long Made => Orders + Others;

    /// <summary>Bytes of all values.</summary>
    public long Bytes { get; private set; }

    public async Task RunAsync(int seconds, CancellationToken stop)
    {
        var began = TimeProvider.System.GetUtcNow();
        var appends = new List<Task>();
        for (var tick = 0; tick < seconds * TicksPerSecond; tick++)
        {
            var due = began + TimeSpan.FromSeconds((double)tick / TicksPerSecond);
            if (due - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, stop);
            }

            var orders = Make(options.Orders / TicksPerSecond, due, Order);
            var others = Make((options.Clicks + options.Views) / TicksPerSecond, due, Other);
            (Orders, Others) = (Orders + orders.Count, Others + others.Count);
            appends.Add(Task.Run(() => AppendAsync(StreamTopics.PurchaseHistory, orders, due, stop), stop));
            appends.Add(Task.Run(() => AppendAsync(StreamTopics.Clickstream, others, due, stop), stop));
            // At once: a finished append holds its events in memory
            appends.RemoveAll(append => append.IsCompletedSuccessfully);
            await Task.WhenAll(appends.Where(append => append.IsFaulted));
        }

        await Task.WhenAll(appends);
    }

    public void Dispose() => writer.Dispose();

    private async Task AppendAsync(string topic, List<StreamRecord> records, DateTimeOffset due, CancellationToken stop)
    {
        await streams.AppendAsync(topic, records, stop);
        lock (Acknowledged)
        {
            Acknowledged.Add(due, TimeProvider.System.GetUtcNow());
        }
    }

    private List<StreamRecord> Make(int count, DateTimeOffset due, Func<DateTimeOffset, ShopEvent> make)
    {
        var buffer = new ArrayBufferWriter<byte>(count * 256);
        var events = new List<(ShopEvent Event, int End)>(count);
        for (var i = 0; i < count; i++)
        {
            var one = make(due);
            writer.Write(buffer, one);
            events.Add((one, buffer.WrittenCount));
        }

        Bytes += buffer.WrittenCount;
        var start = 0;
        return events.ConvertAll(item =>
        {
            var value = buffer.WrittenMemory[start..item.End];
            start = item.End;
            return new StreamRecord(item.Event.UserId, value, new Dictionary<string, string> { ["event_id"] = item.Event.EventId });
        });
    }

    private ShopEvent Order(DateTimeOffset due) => new()
    {
        EventId = $"E{++made:D12}",
        Event = ShopEventKind.Purchase,
        UserId = User(),
        Timestamp = due,
        ProductId = Product(),
        PurchaseId = $"N{made:D12}",
        Price = 12.50m,
        Quantity = 2,
        TotalAmount = 25.00m,
    };

    private ShopEvent Other(DateTimeOffset due)
    {
        var isClick = random.Next(options.Clicks + options.Views) < options.Clicks;
        var isAnswer = isClick && random.Next(100) < options.Campaigns;
        return new()
        {
            EventId = $"E{++made:D12}",
            Event = isClick ? ShopEventKind.Click : ShopEventKind.View,
            UserId = User(),
            Timestamp = due,
            ProductId = Product(),
            CampaignId = isAnswer ? $"C{random.Next(1_000):D4}" : null,
            NotificationId = isAnswer ? $"notification-{made}" : null,
        };
    }

    private string User() => $"U{random.Next(Users):D7}";

    private string Product() => $"P{random.Next(Products):D6}";
}
