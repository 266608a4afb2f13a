using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

public sealed class KeyFilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void MayHold_OfKeys_IsTrueForAllThatWereAddedAndForFewOthers(int keys)
    {
        var filter = new KeyFilter(keys);
        for (var i = 0; i < keys; i++)
        {
            filter.Add(HashOf(i));
        }

        Assert.All(Enumerable.Range(0, keys), i => Assert.True(filter.MayHold(HashOf(i))));
        Assert.InRange(Enumerable.Range(keys, 100_000).Count(i => filter.MayHold(HashOf(i))), 0, 2_000);
    }

    [Fact]
    public void HashOf_KeysOfTwoParts_TellsThemApart()
    {
        Assert.NotEqual(KeyFilter.HashOf(new RowKey("a", "b")), KeyFilter.HashOf(new RowKey("b", "a")));
        Assert.NotEqual(KeyFilter.HashOf(new RowKey("a")), KeyFilter.HashOf(new RowKey("a", "a")));
        Assert.Equal(KeyFilter.HashOf(new RowKey("a", "b")), KeyFilter.HashOf(new RowKey("a", "b")));
    }

    // Many products for few users, as events have them
    private static ulong HashOf(int i) => KeyFilter.HashOf(new RowKey($"U{i % 97}", $"E{i:D12}"));
}
