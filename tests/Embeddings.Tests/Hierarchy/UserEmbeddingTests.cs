using System.Numerics.Tensors;
using Notify.Embeddings.Hierarchy;
using Notify.Embeddings.Tests.Search;

namespace Notify.Embeddings.Tests.Hierarchy;

public sealed class UserEmbeddingTests
{
    private static readonly HierarchyOptions Options = new();
    private static readonly DateTimeOffset Now = new(2025, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly float[] East = [1, 0];
    private static readonly float[] North = [0, 1];

    [Fact]
    public void Compute_NoSignals_IsNull() => Assert.Null(UserEmbedding.Compute([], [], Now, Options));

    [Fact]
    public void Compute_EventsWithoutTaste_IsNull() =>
        Assert.Null(UserEmbedding.Compute([], [Click("E1", "dismiss", 0, East), Click("E2", "opt_out", 0, East), Click("E3", "campaign_view", 0, East)], Now, Options));

    [Fact]
    public void Compute_OnePurchase_PointsAtIt() => Assert.Equal(East, UserEmbedding.Compute([Bought("P1", 500, [3, 0])], [], Now, Options));

    [Fact]
    public void Compute_PurchaseOneHalfLifeOlder_CountsHalf()
    {
        var user = UserEmbedding.Compute([Bought("P1", 0, East), Bought("P2", 60, North)], [], Now, Options)!;

        Assert.Equal(0.5, user[1] / user[0], 1e-6);
    }

    [Fact]
    public void Compute_ClickOneHalfLifeOlder_CountsHalfItsWeight()
    {
        var user = UserEmbedding.Compute([Bought("P1", 0, East)], [Click("E1", "add_to_cart", 7, North)], Now, Options)!;

        Assert.Equal(0.25, user[1] / user[0], 1e-6);
    }

    [Fact]
    public void Compute_HeavierPurchase_PullsMore()
    {
        var user = UserEmbedding.Compute([Bought("P1", 0, [2, 0]), Bought("P2", 0, North)], [], Now, Options)!;

        Assert.Equal(2, user[0] / user[1], 1e-6);
    }

    [Fact]
    public void Compute_SignalAfterNow_CountsAsFresh()
    {
        var user = UserEmbedding.Compute([Bought("P1", 0, East), Bought("P2", -30, North)], [], Now, Options)!;

        Assert.Equal(user[0], user[1]);
    }

    [Fact]
    public void Compute_SignalsCancelEachOther_IsNull() =>
        Assert.Null(UserEmbedding.Compute([Bought("P1", 0, East), Bought("P2", 0, [-1, 0])], [], Now, Options));

    [Fact]
    public void Compute_HistoryInAnyOrder_GivesTheSameBytes()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var purchases = Enumerable.Range(0, random.Next(1, 40)).Select(i => Bought($"P{i}", random.Next(0, 700), RandomVectors.Unit(random))).ToArray();
            var clicks = Enumerable.Range(0, random.Next(0, 40)).Select(i => Click($"E{i}", "click", random.Next(0, 30), RandomVectors.Unit(random))).ToArray();
            var user = UserEmbedding.Compute(purchases, clicks, Now, Options)!;

            Assert.Equal(user, UserEmbedding.Compute(purchases.Shuffled(random), clicks.Shuffled(random), Now, Options));
            Assert.Equal(1, TensorPrimitives.Norm<float>(user), 1e-5);
        }
    }

    [Fact]
    public void Compute_PurchasesAlone_StayAsTheyAreWhenTimePasses()
    {
        var random = new Random(1);
        var purchases = Enumerable.Range(0, 20).Select(i => Bought($"P{i}", i * 10, RandomVectors.Unit(random))).ToArray();
        var today = UserEmbedding.Compute(purchases, [], Now, Options)!;

        var nextYear = UserEmbedding.Compute(purchases, [], Now.AddDays(365), Options)!;

        Assert.Equal(1, TensorPrimitives.CosineSimilarity<float>(today, nextYear), 1e-6);
    }

    [Fact]
    public void Compute_VectorUnfit_NamesItsSource()
    {
        Assert.Contains("'P1'", Assert.Throws<ArgumentException>(() => UserEmbedding.Compute([Bought("P1", 0, [float.NaN, 0])], [], Now, Options)).Message, StringComparison.Ordinal);
        Assert.Contains("'E1'", Assert.Throws<ArgumentException>(() => UserEmbedding.Compute([], [Click("E1", "click", 0, [2, 0])], Now, Options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => UserEmbedding.Compute([Bought("P1", 0, East), Bought("P2", 0, [1, 0, 0])], [], Now, Options));
    }

    [Fact]
    public void Hash_HistoryInAnyOrder_IsTheSame()
    {
        PurchaseSignal[] purchases = [Bought("P1", 0, East), Bought("P2", 0, North)];

        Assert.Equal(Hash(purchases), Hash([purchases[1], purchases[0]]));
    }

    [Fact]
    public void Hash_SignalModelOrOptionChanged_Changes()
    {
        var purchase = Bought("P1", 0, East);
        var hash = Hash([purchase]);

        Assert.NotEqual(hash, Hash([]));
        Assert.NotEqual(hash, Hash([purchase with { SourceHash = "other" }]));
        Assert.NotEqual(hash, Hash([purchase with { PurchaseDate = Now.AddDays(-1) }]));
        Assert.NotEqual(hash, UserEmbedding.Hash([purchase], [], Now, Options, "model-2"));
        Assert.NotEqual(hash, UserEmbedding.Hash([purchase], [], Now, Options with { PurchaseHalfLifeDays = 30 }, "model-1"));
    }

    [Fact]
    public void Hash_DayPasses_ChangesOnlyWhereThereAreClicks()
    {
        var click = Click("E1", "click", 0, East);

        Assert.Equal(Hash([Bought("P1", 0, East)]), UserEmbedding.Hash([Bought("P1", 0, East)], [], Now.AddDays(1), Options, "model-1"));
        Assert.NotEqual(UserEmbedding.Hash([], [click], Now, Options, "model-1"), UserEmbedding.Hash([], [click], Now.AddDays(1), Options, "model-1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Options_HalfLifeOutOfBounds_IsRefused(double days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UserEmbedding.Compute([], [], Now, Options with { PurchaseHalfLifeDays = days }));

    private static string Hash(PurchaseSignal[] purchases) => UserEmbedding.Hash(purchases, [], Now, Options, "model-1");

    private static PurchaseSignal Bought(string id, double daysAgo, float[] vector) => new(id, Now.AddDays(-daysAgo), vector, "hash");

    private static ClickSignal Click(string id, string kind, double daysAgo, float[] vector) => new(id, kind, Now.AddDays(-daysAgo), vector, "hash");
}
