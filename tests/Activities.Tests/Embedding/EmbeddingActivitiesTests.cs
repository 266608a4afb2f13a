using Notify.Activities.Embedding;
using Notify.Activities.Tests.Shop;
using Notify.Domain.Vectors;
using Notify.Embeddings.Encoding;
using Notify.Storage.Tables;
using Temporalio.Testing;
using static Notify.Activities.Tests.Shop.SmallShop;

namespace Notify.Activities.Tests.Embedding;

/// <summary>What is computed, and what is left as it is.</summary>
public sealed class EmbeddingActivitiesTests : IAsyncLifetime
{
    private static readonly EmbedRequest Changed = new();
    private SmallShop shop = null!;

    private EmbeddingActivities Activities => shop.Get<EmbeddingActivities>();

    public async ValueTask InitializeAsync()
    {
        shop = await OpenAsync();
        await shop.AddUsersAsync("U1", "U2");
        await shop.AddProductAsync("P1", "Blue shirt");
        await shop.AddProductAsync("P2", "Red shoes");
        await shop.AddPurchaseAsync("U1", "A", "P1");
        await shop.AddPurchaseAsync("U2", "A", "P2");
        await shop.AddCampaignsAsync(Campaign("C1"));
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Embed_Twice_ComputesNothingTheSecondTime()
    {
        await shop.EmbedAsync();
        var encoded = shop.Encoder.Encoded;
        shop.Clock.Now += TimeSpan.FromHours(1);

        EmbedReport[] again =
        [
            await RunAsync(() => Activities.EmbedProductsAsync(Changed)),
            await RunAsync(() => Activities.EmbedPurchasesAsync(Changed)),
            await RunAsync(() => Activities.EmbedUsersAsync(Changed)),
            await RunAsync(() => Activities.EmbedCampaignsAsync(Changed)),
        ];

        Assert.All(again, report => Assert.Equal((0, report.Total), (report.Computed, report.Unchanged)));
        Assert.Equal(encoded, shop.Encoder.Encoded);
        Assert.Equal(Midnight, (await UserAsync("U1")).UpdatedAt);
    }

    [Fact]
    public async Task Embed_Forced_ComputesEverything()
    {
        await shop.EmbedAsync();

        var report = await RunAsync(() => Activities.EmbedProductsAsync(new EmbedRequest(Force: true)));

        Assert.Equal(new EmbedReport(Total: 2, Computed: 2, Unchanged: 0, Skipped: 0), report);
    }

    [Fact]
    public async Task Embed_AfterAProductsTextChanged_ReachesItsPurchasesAndTheirUsersOnly()
    {
        await shop.EmbedAsync();
        var before = await UserAsync("U1");
        await shop.AddProductAsync("P1", "Green jacket");

        var products = await RunAsync(() => Activities.EmbedProductsAsync(Changed));
        var purchases = await RunAsync(() => Activities.EmbedPurchasesAsync(Changed));
        var users = await RunAsync(() => Activities.EmbedUsersAsync(Changed));

        Assert.Equal([1, 1, 1], [products.Computed, purchases.Computed, users.Computed]);
        Assert.NotEqual(before.Embedding.ToArray(), (await UserAsync("U1")).Embedding.ToArray());
    }

    [Fact]
    public async Task EmbedPurchases_OfUnknownProducts_SkipsAndCountsThem()
    {
        await shop.AddPurchaseAsync("U1", "B", "nowhere");
        await RunAsync(() => Activities.EmbedProductsAsync(Changed));

        var report = await RunAsync(() => Activities.EmbedPurchasesAsync(Changed));

        Assert.Equal(new EmbedReport(Total: 3, Computed: 2, Unchanged: 0, Skipped: 1), report);
    }

    [Fact]
    public async Task EmbedPurchases_WhoseProductHasOnlyAVectorOfAnotherModel_SkipsThem()
    {
        await RunAsync(() => Activities.EmbedProductsAsync(Changed));
        await using var newer = shop.WithModel("words-2");

        var report = await RunAsync(() => ((EmbeddingActivities)newer.GetService(typeof(EmbeddingActivities))!).EmbedPurchasesAsync(Changed));

        Assert.Equal((0, 2), (report.Computed, report.Skipped));
    }

    [Fact]
    public async Task EmbedPurchases_WhoseIdsHoldSlashes_KeepThemApart()
    {
        await shop.AddPurchaseAsync("X/Y", "Z", "P1");
        await shop.AddPurchaseAsync("X", "Y/Z", "P2");

        await shop.EmbedAsync();

        Assert.Equal(4, await shop.Tables.CountAsync(NotifyTables.PurchaseEmbeddings));
    }

    [Fact]
    public async Task EmbedUsers_WithoutPurchases_EncodesTheirSharedProfileOnce()
    {
        await shop.EmbedAsync();
        var encoded = shop.Encoder.Encoded;
        await shop.AddUsersAsync("N1", "N2", "N3");

        var report = await RunAsync(() => Activities.EmbedUsersAsync(Changed));

        Assert.Equal(3, report.Computed);
        Assert.Equal(encoded + 1, shop.Encoder.Encoded);
        Assert.Equal(shop.Encoder.Encode(EmbeddingTexts.OfProfile(null)), (await UserAsync("N1")).Embedding.ToArray());
    }

    [Fact]
    public async Task Embed_Cancelled_StopsAndLaterGoesOnFromThere()
    {
        var environment = new ActivityEnvironment();
        environment.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => environment.RunAsync(() => Activities.EmbedProductsAsync(Changed)));

        Assert.Equal(2, (await RunAsync(() => Activities.EmbedProductsAsync(Changed))).Total);
    }

    private async Task<EmbeddingRow> UserAsync(string id) => (await shop.Tables.GetAsync(NotifyTables.UserEmbeddings, id))!;
}
