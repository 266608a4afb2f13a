using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Notify.Activities.Delivering;
using Notify.Activities.Events;
using Notify.Contracts.Streams;
using Notify.Domain.Campaigns;
using Notify.Domain.Events;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Activities.Tests.Events;

/// <summary>Streams, tables and consumers of one test's own, on real stores in a temporary folder.</summary>
internal sealed class EventShop : IAsyncDisposable, IDeliverySignals
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly IStreams opened;

    private EventShop(string folder, SqliteTables tables, IStreams streams)
    {
        (this.folder, opened) = (folder, streams);
        Store = tables;
        Streams = new WatchedStreams(streams);
        Faults = new FaultyTables(tables);
        Changes = new ChangeLog(tables, TimeProvider.System);
        Erasures = new ErasureList(tables, new FileObjects(Path.Combine(folder, "objects")), Changes, TimeProvider.System);
        Meter = new StreamMeter(Streams, Options, TimeProvider.System);
    }

    public static EventOptions Options { get; } = new()
    {
        BatchEvents = 50, FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(5), LagFreshness = TimeSpan.Zero,
    };

    public SqliteTables Store { get; }

    public WatchedStreams Streams { get; }

    /// <summary>The same tables, failing when told to.</summary>
    public FaultyTables Faults { get; }

    public ChangeLog Changes { get; }

    public ErasureList Erasures { get; }

    public StreamMeter Meter { get; }

    /// <summary>What the customers' deliveries were told.</summary>
    public List<string> Signals { get; } = [];

    /// <param name="streams">Closed with the shop; null for a journal.</param>
    /// <param name="home">Where to keep everything; null for a temporary folder.</param>
    public static async Task<EventShop> OpenAsync(IStreams? streams = null, string? home = null)
    {
        var folder = home ?? Directory.CreateTempSubdirectory("notify-events-").FullName;
        return new EventShop(
            folder,
            await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db"), Synchronous = SqliteDurability.Normal }),
            streams ?? await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db"), Synchronous = SqliteDurability.Normal }));
    }

    public static ShopEvent Click(string userId, string eventId, string kind = ShopEventKind.Click, string? campaignId = null, DateTimeOffset? at = null) => new()
    {
        UserId = userId, EventId = eventId, Event = kind, CampaignId = campaignId, ProductId = "P1", Timestamp = at ?? Noon,
    };

    public static ShopEvent Order(string userId, string purchaseId, string productId, DateTimeOffset? at = null, string? campaignId = null, string? notificationId = null) => new()
    {
        UserId = userId,
        EventId = purchaseId,
        PurchaseId = purchaseId,
        Event = ShopEventKind.Purchase,
        ProductId = productId,
        CampaignId = campaignId,
        NotificationId = notificationId,
        Timestamp = at ?? Noon,
        Price = 10,
        Quantity = 2,
        TotalAmount = 20,
    };

    public Task AppendAsync(params ShopEvent[] events) => Task.WhenAll(events.GroupBy(one => one.IsPurchase).Select(group => Streams.AppendAsync(
        group.Key ? StreamTopics.PurchaseHistory : StreamTopics.Clickstream,
        [.. group.Select(one => new StreamRecord(one.UserId, ShopEventWriter.BytesOf(one)))])));

    public Task AppendTextAsync(string topic, string key, string value) =>
        Streams.AppendAsync(topic, [new StreamRecord(key, Encoding.UTF8.GetBytes(value), new Dictionary<string, string> { ["event_id"] = "x" })]);

    public ClickstreamProjection Clicks(ITables? tables = null) =>
        new(tables ?? Faults, new CampaignCounters(tables ?? Faults), new OptOuts(tables ?? Faults), Changes, this);

    public PurchaseProjection Orders(ITables? tables = null) => new(tables ?? Faults, new CampaignCounters(tables ?? Faults), Changes, this);

    /// <summary>Runs both consumers until the streams are taken in, then stops them.</summary>
    public async Task TakeInAsync(Func<Task>? meanwhile = null)
    {
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(ConsumerOf(Clicks()).RunAsync(stop.Token), ConsumerOf(Orders()).RunAsync(stop.Token));
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await Streams.Committed.UntilAsync(IsDrainedAsync);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
    }

    public EventConsumer ConsumerOf(IProjection projection) =>
        new(Streams, new DeadLetters(Streams), Erasures, projection, Meter, Options, TimeProvider.System, NullLogger<EventConsumer>.Instance);

    public Task<CampaignCounter> CountsAsync(string campaignId) => new CampaignCounters(Store).SumAsync(campaignId, CancellationToken.None);

    public Task<long> LagAsync(string topic) => Streams.LagAsync(topic, Options.GroupOf(topic));

    /// <summary>Whether the consumers have committed every event.</summary>
    public Task<bool> IsDrainedAsync() => Streams.IsDrainedAsync(Options.GroupOf);

    /// <summary>Reads so many different dead letters; a batch that comes again sets its records aside again.</summary>
    public async Task<List<StreamRecord>> DeadLettersAsync(string topic, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var letters = new Dictionary<string, StreamRecord>(StringComparer.Ordinal);
        await foreach (var batch in Streams.ReadAsync(StreamTopics.DeadLettersOf(topic), "test", cancellationToken: patience.Token))
        {
            foreach (var letter in batch.Records)
            {
                letters[Encoding.UTF8.GetString(letter.Value.Span)] = letter;
            }

            if (letters.Count >= count)
            {
                break;
            }
        }

        return [.. letters.Values];
    }

    public Task OptedOutAsync(string userId, CancellationToken cancellationToken) => NoteAsync($"{userId} opted out");

    public Task PurchasedAsync(string userId, string purchaseId, CancellationToken cancellationToken) => NoteAsync($"{userId} bought {purchaseId}");

    public async ValueTask DisposeAsync()
    {
        Erasures.Dispose();
        await Store.DisposeAsync();
        if (opened is IAsyncDisposable journal)
        {
            await journal.DisposeAsync();
        }

        (opened as IDisposable)?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task NoteAsync(string what)
    {
        lock (Signals)
        {
            Signals.Add(what);
        }

        return Task.CompletedTask;
    }
}
