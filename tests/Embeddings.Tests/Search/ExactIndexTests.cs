using Notify.Domain.Vectors;
using Notify.Embeddings.Search;

namespace Notify.Embeddings.Tests.Search;

public sealed class ExactIndexTests
{
    [Theory]
    [InlineData(1, 1, 384)]
    [InlineData(3, 10, 384)]
    [InlineData(47, 10, 384)]
    [InlineData(48, 10, 384)]
    [InlineData(49, 10, 384)]
    [InlineData(1000, 10, 384)]
    [InlineData(333, 100, 384)]
    [InlineData(200, 10, 1)]
    [InlineData(200, 7, 37)]
    public void Search_RandomVectors_FindsWhatTheReferenceFinds(int count, int k, int dimensions)
    {
        var random = new Random(count + k);
        var rows = RandomVectors.Rows(random, count, dimensions);
        var index = ExactIndex.Create(rows.Shuffled(random));

        for (var i = 0; i < 20; i++)
        {
            var query = RandomVectors.Unit(random, dimensions);
            Assert.Equal(ReferenceSearch.Nearest(rows, query, k), index.Search(query, k));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(331)]
    public void TopK_BatchOfAnySize_FindsWhatSearchFinds(int queries)
    {
        var random = new Random(queries);
        var index = ExactIndex.Create(RandomVectors.Rows(random, 150));
        var matrix = Enumerable.Range(0, queries).SelectMany(_ => RandomVectors.Unit(random)).ToArray();

        var nearest = index.TopK(matrix, 10);

        Assert.Equal(queries, nearest.QueryCount);
        for (var q = 0; q < queries; q++)
        {
            var single = index.Search(matrix.AsSpan(q * 384, 384), 10);
            Assert.Equal(single.Select(neighbour => neighbour.Id), nearest.Rows(q).ToArray().Select(row => index.Ids[row]));
            Assert.Equal(single.Select(neighbour => neighbour.Score), nearest.Scores(q).ToArray());
        }
    }

    [Fact]
    public void Search_EqualVectors_AreOrderedById()
    {
        var vector = RandomVectors.Unit(new Random(1));
        var ids = Enumerable.Range(0, 120).Select(i => $"C{i:000}").ToArray();
        var index = ExactIndex.Create(ids.Select(id => RandomVectors.Row(id, vector)).Reverse());

        Assert.Equal(ids[..10], index.Search(vector, 10).Select(neighbour => neighbour.Id));
        Assert.Equal(Enumerable.Range(0, 10), index.TopK(vector, 10).Rows(0).ToArray());
    }

    [Fact]
    public void Search_OppositeVectors_ScoreTheirCosine()
    {
        var vector = RandomVectors.Unit(new Random(1));
        var opposite = Array.ConvertAll(vector, value => -value);
        var index = ExactIndex.Create([RandomVectors.Row("same", vector), RandomVectors.Row("opposite", opposite)]);

        var found = index.Search(vector, 2);

        Assert.Equal(["same", "opposite"], found.Select(neighbour => neighbour.Id));
        Assert.Equal(1, found[0].Score, 1e-5);
        Assert.Equal(-1, found[1].Score, 1e-5);
    }

    [Fact]
    public void Search_MoreAskedThanThereAre_YieldsAll()
    {
        var index = ExactIndex.Create(RandomVectors.Rows(new Random(1), 3));
        var query = RandomVectors.Unit(new Random(2));

        Assert.Equal(3, index.Search(query, 10).Count);
        Assert.Equal(3, index.TopK(query, 10).PerQuery);
    }

    [Fact]
    public void Create_ShuffledRows_GivesTheSameIndex()
    {
        var rows = RandomVectors.Rows(new Random(1), 100);

        Assert.Equal(ExactIndex.Create(rows).Ids, ExactIndex.Create(rows.Shuffled(new Random(2))).Ids);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Create_VectorNotFinite_NamesItsId(float poison)
    {
        var vector = RandomVectors.Unit(new Random(1));
        vector[100] = poison;

        Assert.Contains("'C1'", Refusal(RandomVectors.Row("C1", vector)), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_VectorNotOfLengthOne_NamesIdAndNorm()
    {
        Assert.Contains("norm 0", Refusal(RandomVectors.Row("C1", new float[384])), StringComparison.Ordinal);
        Assert.Contains("Normalise", Refusal(RandomVectors.Row("C1", Array.ConvertAll(RandomVectors.Unit(new Random(1)), value => 2 * value))), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoRowsOrMixedRows_IsRefused()
    {
        var row = RandomVectors.Row("C1", RandomVectors.Unit(new Random(1)));

        Assert.Contains("at least one", Refusal(), StringComparison.Ordinal);
        Assert.Contains("twice", Refusal(row, row), StringComparison.Ordinal);
        Assert.Contains("'other'", Refusal(row, row with { Id = "C2", ModelVersion = "other" }), StringComparison.Ordinal);
        Assert.Contains("3 numbers", Refusal(row, row with { Id = "C2", Embedding = new float[3] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Search_QueryWithoutDirection_IsRefused(float value)
    {
        var index = ExactIndex.Create(RandomVectors.Rows(new Random(1), 10));
        var query = Enumerable.Repeat(value, 384).ToArray();
        float[] batch = [.. RandomVectors.Unit(new Random(1)), .. query];

        Assert.Throws<ArgumentException>(() => index.Search(query, 10));
        Assert.Contains("Query 1", Assert.Throws<ArgumentException>(() => index.TopK(batch, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_WrongLengthOrCount_IsRefused()
    {
        var index = ExactIndex.Create(RandomVectors.Rows(new Random(1), 10));
        var query = RandomVectors.Unit(new Random(1));

        Assert.Throws<ArgumentException>(() => index.Search(query.AsSpan(1), 10));
        Assert.Throws<ArgumentException>(() => index.TopK(query.AsMemory(1), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Search(query, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.TopK(query, 1001));
    }

    [Fact]
    public void TopK_Cancelled_Stops()
    {
        var index = ExactIndex.Create(RandomVectors.Rows(new Random(1), 10));

        Assert.ThrowsAny<OperationCanceledException>(() => index.TopK(RandomVectors.Unit(new Random(1)), 1, new CancellationToken(canceled: true)));
    }

    private static string Refusal(params EmbeddingRow[] rows) => Assert.Throws<ArgumentException>(() => ExactIndex.Create(rows)).Message;
}
