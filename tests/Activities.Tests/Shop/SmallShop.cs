using Microsoft.Extensions.DependencyInjection;
using Notify.Activities.Delivering;
using Notify.Activities.Embedding;
using Notify.Activities.Erasing;
using Notify.Activities.Ingestion;
using Notify.Activities.Planning;
using Notify.Domain.Campaigns;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Domain.Purchases;
using Notify.Embeddings;
using Notify.Embeddings.Encoding;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;
using Temporalio.Testing;

namespace Notify.Activities.Tests.Shop;

/// <summary>A shop of one test's own: real tables in a temporary file, a hand-set clock, the activities as the host wires them.</summary>
internal sealed class SmallShop : IAsyncDisposable
{
    public static readonly DateTimeOffset Midnight = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder;
    private readonly ServiceProvider services;

    private SmallShop(string folder, SqliteTables tables, ServiceProvider services, HandSetClock clock)
    {
        this.folder = folder;
        this.services = services;
        Tables = tables;
        Clock = clock;
    }

    public SqliteTables Tables { get; }

    public string WorkFolder => WorkIn(folder);

    public HandSetClock Clock { get; }

    public StartedDeliveries Started => (StartedDeliveries)services.GetRequiredService<IDeliveryStarter>();

    public WordEncoder Encoder => (WordEncoder)services.GetRequiredService<ITextEncoder>();

    public static async Task<SmallShop> OpenAsync(PlanningPolicy? policy = null)
    {
        var folder = Directory.CreateTempSubdirectory("notify-shop-").FullName;
        var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db"), Synchronous = SqliteDurability.Normal });
        var clock = new HandSetClock(Midnight);
        return new SmallShop(folder, tables, Wire(folder, tables, clock, new WordEncoder(), policy), clock);
    }

    /// <summary>The same tables and clock, with an encoder of another model.</summary>
    public ServiceProvider WithModel(string modelVersion) => Wire(folder, Tables, Clock, new WordEncoder(modelVersion), policy: null);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Runs activity code as a worker would.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> activity, int attempt = 1) =>
        new ActivityEnvironment { Info = ActivityEnvironment.DefaultInfo with { Attempt = attempt } }.RunAsync(activity);

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(Func<Task> activity) => new ActivityEnvironment().RunAsync(activity);

    public Task AddUsersAsync(params string[] ids) => Tables.PutAsync(
        NotifyTables.Users, [.. ids.Select(id => new User { UserId = id, CreatedAt = Midnight.AddYears(-1), TimeZone = "UTC" })]);

    public Task AddCampaignsAsync(params Campaign[] campaigns) => Tables.PutAsync(NotifyTables.Campaigns, campaigns);

    public Task AddProductAsync(string id, string name) =>
        Tables.PutAsync(NotifyTables.Products, [new Product { ProductId = id, ProductDisplayName = name, ArticleType = "Shirts", MasterCategory = "Apparel" }]);

    public Task AddPurchaseAsync(string userId, string purchaseId, string productId, decimal price = 100, int quantity = 1, DateTimeOffset? at = null) => Tables.PutAsync(
        NotifyTables.PurchaseHistory,
        [new Purchase
        {
            UserId = userId,
            PurchaseId = purchaseId,
            ProductId = productId,
            PurchaseDate = at ?? Midnight.AddDays(-10),
            Price = price,
            Quantity = quantity,
            TotalAmount = price * quantity,
        }]);

    public Task PublishAsync(string userId, DateTimeOffset until, params PlannedSlot[] slots) => Tables.PutAsync(
        NotifyTables.UserSchedule,
        [new UserSchedule
        {
            UserId = userId,
            Date = DateOnly.FromDateTime(until.AddDays(-1).UtcDateTime),
            PlannedFrom = until.AddDays(-1),
            PlannedUntil = until,
            TimeZone = "UTC",
            TimeZoneSource = "user",
            Slots = slots,
        }]);

    /// <summary>Embeds users and campaigns, products and purchases.</summary>
    public async Task EmbedAsync()
    {
        var embedding = Get<EmbeddingActivities>();
        await RunAsync(() => embedding.EmbedProductsAsync(new EmbedRequest()));
        await RunAsync(() => embedding.EmbedPurchasesAsync(new EmbedRequest()));
        await RunAsync(() => embedding.EmbedUsersAsync(new EmbedRequest()));
        await RunAsync(() => embedding.EmbedCampaignsAsync(new EmbedRequest()));
    }

    /// <summary>Plans every user, as one share.</summary>
    public Task<PlanReport> PlanAsync(DateTimeOffset? from = null, int partition = 0, int partitions = 1) =>
        RunAsync(() => Get<PlanningActivities>().PlanPartitionAsync(new PlanPartitionRequest(from ?? Clock.Now, partition, partitions)));

    public async Task<IReadOnlyList<PlannedSlot>> SlotsAsync(string userId, DateTimeOffset? on = null) =>
        (await Tables.GetAsync(NotifyTables.UserSchedule, userId, Keys.Of(DateOnly.FromDateTime((on ?? Midnight).UtcDateTime))))?.Slots ?? [];

    /// <summary>Delivers a slot at its moment.</summary>
    public Task<DeliverOutcome> DeliverAsync(string userId, PlannedSlot slot, int attempt = 1)
    {
        Clock.Now = slot.At > Clock.Now ? slot.At : Clock.Now;
        return DeliverNowAsync(userId, slot, attempt);
    }

    /// <summary>Delivers a slot now.</summary>
    public Task<DeliverOutcome> DeliverNowAsync(string userId, PlannedSlot slot, int attempt = 1)
    {
        var request = new DeliverRequest(userId, slot, slot.At, slot.At.UtcDateTime.Date.AddDays(1), []);
        return RunAsync(() => Get<DeliveryActivities>().DeliverAsync(request), attempt);
    }

    public Task<Delivery?> DeliveryAsync(string userId, PlannedSlot slot) => Tables.GetAsync(NotifyTables.Deliveries, userId, slot.NotificationId);

    public async Task<IReadOnlyList<Notification>> InboxAsync(string userId) =>
        await Tables.QueryAsync(NotifyTables.Inbox, userId).ToListAsync();

    public static Campaign Campaign(string id) => new()
    {
        CampaignId = id,
        Name = $"Campaign {id}",
        Description = "shirts for summer",
        StartDate = new DateOnly(2026, 1, 1),
        EndDate = new DateOnly(2026, 12, 31),
        AdRevenue = 5,
    };

    public static PlannedSlot Slot(string userId, string campaignId, DateTimeOffset at) => new()
    {
        NotificationId = NotificationId.Of(userId, campaignId, at), CampaignId = campaignId, At = at, ExpectedValue = 1,
    };

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Tables.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string WorkIn(string folder) => Path.Combine(folder, "work");

    private static ServiceProvider Wire(string folder, SqliteTables tables, HandSetClock clock, WordEncoder encoder, PlanningPolicy? policy) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton<ITables>(tables)
        .AddSingleton(new ChangeLog(tables, clock))
        .AddSingleton<Watermarks>()
        .AddSingleton<IObjects>(new FileObjects(Path.Combine(folder, "objects")))
        .AddSingleton<IStreams>(_ => SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db"), Synchronous = SqliteDurability.Normal }).GetAwaiter().GetResult())
        .AddSingleton<ErasureList>()
        .AddSingleton<IDeliveryEraser, ErasedDeliveries>()
        .AddNotifyEmbeddings()
        .AddSingleton<ITextEncoder>(encoder)
        .AddSingleton(Pace.Real)
        .AddSingleton<IDeliveryStarter, StartedDeliveries>()
        .AddNotifyActivities(policy ?? new PlanningPolicy(), new IngestOptions { RejectsFolder = Path.Combine(folder, "rejects"), WorkFolder = WorkIn(folder) })
        .BuildServiceProvider();
}
