using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Common;

namespace Temporalio.Tests.Common;

public sealed class SearchAttributeCollectionTests
{
    private static readonly SearchAttributeKey<long> Count = SearchAttributeKey.CreateLong("Count");
    private static readonly SearchAttributeKey<string> Name = SearchAttributeKey.CreateKeyword("Name");

    [Fact]
    public void ToProto_EveryType_ComesBack()
    {
        var flag = SearchAttributeKey.CreateBool("Flag");
        var at = SearchAttributeKey.CreateDateTimeOffset("At");
        var ratio = SearchAttributeKey.CreateDouble("Ratio");
        var tags = SearchAttributeKey.CreateKeywordList("Tags");
        var text = SearchAttributeKey.CreateText("Text");
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

        var back = SearchAttributeCollection.FromProto(new SearchAttributeCollection.Builder()
            .Set(flag, true).Set(at, time).Set(ratio, 0.5).Set(tags, ["a", "b"]).Set(text, "t").Set(Count, 3L)
            .Set(Name, "n").ToSearchAttributeCollection().ToProto());

        Assert.Equal(7, back.Count);
        Assert.True(back.Get(flag));
        Assert.Equal(time, back.Get(at));
        Assert.Equal(0.5, back.Get(ratio));
        Assert.Equal(["a", "b"], back.Get(tags));
        Assert.Equal("t", back.Get(text));
        Assert.Equal(3, back.Get(Count));
        Assert.Equal("n", back.Get(Name));
    }

    [Fact]
    public void Get_MissingOrOfAnotherType_NamesTheAttribute()
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Count, 1L).ToSearchAttributeCollection();

        Assert.False(attributes.ContainsKey(SearchAttributeKey.CreateText("Count")));
        Assert.Contains("Name", Assert.Throws<KeyNotFoundException>(() => attributes.Get(Name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_Updates_SetsAndUnsets()
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Count, 1L).ToSearchAttributeCollection();

        var changed = attributes.With([Count.ValueUnset(), Name.ValueSet("n")]);

        Assert.Equal("n", changed.Get(Name));
        Assert.Equal(1, changed.Count);
        Assert.Equal(1, attributes.Count);
        Assert.Throws<InvalidOperationException>(() => Count.ValueUnset().Value);
    }

    [Fact]
    public void FromProto_LongTypeNamesAndUnknownTypes_AreReadAndSkipped()
    {
        var proto = new SearchAttributes
        {
            IndexedFields = { ["Name"] = Payload("INDEXED_VALUE_TYPE_KEYWORD", "\"n\""), ["X"] = Payload("Quaternion", "1") },
        };

        var attributes = SearchAttributeCollection.FromProto(proto);

        Assert.Equal("n", attributes.Get(Name));
        Assert.Equal(1, attributes.Count);
    }

    private static Payload Payload(string type, string json) => new()
    {
        Metadata = { ["type"] = ByteString.CopyFromUtf8(type) },
        Data = ByteString.CopyFromUtf8(json),
    };
}
