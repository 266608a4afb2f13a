using System.Numerics.Tensors;
using Notify.Domain.Purchases;
using Notify.Embeddings.Hierarchy;
using Notify.Embeddings.Tests.Search;

namespace Notify.Embeddings.Tests.Hierarchy;

public sealed class PurchaseEmbeddingTests
{
    private static readonly HierarchyOptions Options = new();

    private static readonly Purchase One = new()
    {
        UserId = "U1",
        PurchaseId = "P1",
        ProductId = "15970",
        PurchaseDate = DateTimeOffset.UnixEpoch,
        Price = 0,
        Quantity = 1,
        TotalAmount = 0,
    };

    [Fact]
    public void Weight_OneUnitAtNoPrice_IsOne() => Assert.Equal(1, PurchaseEmbedding.Weight(One, Options));

    [Fact]
    public void Weight_OneUnitAtTheTypicalPrice_IsOnePlusLn2() =>
        Assert.Equal(1 + Math.Log(2), PurchaseEmbedding.Weight(One with { TotalAmount = 1000 }, Options), 1e-12);

    [Fact]
    public void Weight_MoreUnitsOrDearerOnes_GrowsEverMoreSlowly()
    {
        double Units(int quantity) => PurchaseEmbedding.Weight(One with { Quantity = quantity, TotalAmount = 100m * quantity }, Options);
        double Price(int amount) => PurchaseEmbedding.Weight(One with { TotalAmount = amount }, Options);

        Assert.True(Units(2) > Units(1) && Units(3) > Units(2) && Units(3) - Units(2) < Units(2) - Units(1));
        Assert.True(Price(1000) > Price(0) && Price(2000) > Price(1000) && Price(2000) - Price(1000) < Price(1000) - Price(0));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(-1, 10)]
    [InlineData(1, -10)]
    public void Weight_NothingBoughtOrNegativeAmount_NamesThePurchase(int quantity, int amount)
    {
        var error = Assert.Throws<ArgumentException>(() => PurchaseEmbedding.Weight(One with { Quantity = quantity, TotalAmount = amount }, Options));

        Assert.Contains("'P1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_Product_KeepsItsDirectionAtTheLengthOfTheWeight()
    {
        var purchase = One with { Quantity = 3, TotalAmount = 4500 };
        var product = RandomVectors.Unit(new Random(1));

        var vector = PurchaseEmbedding.Compute(product, purchase, Options);

        Assert.Equal(PurchaseEmbedding.Weight(purchase, Options), TensorPrimitives.Norm<float>(vector), 1e-5);
        Assert.Equal(1, TensorPrimitives.CosineSimilarity<float>(vector, product), 1e-5);
    }

    [Fact]
    public void Compute_ProductVectorUnfit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PurchaseEmbedding.Compute(new float[384], One, Options));
        Assert.Throws<ArgumentException>(() => PurchaseEmbedding.Compute([float.NaN, 1], One, Options));
        Assert.Throws<ArgumentException>(() => PurchaseEmbedding.Compute([2f, 0], One, Options));
    }

    [Fact]
    public void Hash_WhatTheVectorIsMadeOfChanged_Changes()
    {
        var hash = PurchaseEmbedding.Hash("product", One, Options);

        Assert.NotEqual(hash, PurchaseEmbedding.Hash("other", One, Options));
        Assert.NotEqual(hash, PurchaseEmbedding.Hash("product", One with { Quantity = 2 }, Options));
        Assert.NotEqual(hash, PurchaseEmbedding.Hash("product", One with { TotalAmount = 1 }, Options));
        Assert.NotEqual(hash, PurchaseEmbedding.Hash("product", One, Options with { TypicalPrice = 500 }));
        Assert.Equal(hash, PurchaseEmbedding.Hash("product", One with { TotalAmount = 0.00m, PurchaseDate = DateTimeOffset.MaxValue }, Options));
    }
}
