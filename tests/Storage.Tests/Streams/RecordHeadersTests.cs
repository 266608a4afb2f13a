using Notify.Storage.Streams;

namespace Notify.Storage.Tests.Streams;

public sealed class RecordHeadersTests
{
    [Fact]
    public void Of_NoHeaders_IsNull() => Assert.Null(RecordHeaders.Of([]));

    [Fact]
    public void Of_NamesGivenTwice_KeepsTheLastOfEach()
    {
        var headers = RecordHeaders.Of([new("a", "1"), new("b", "2"), new("a", "3")])!;

        Assert.Equal(2, headers.Count);
        Assert.Equal("3", headers["a"]);
        Assert.Equal("2", headers["b"]);
        Assert.Equal(["2", "3"], headers.Values.Order());
    }

    [Fact]
    public void TryGetValue_OfNames_FindsThemToTheLetter()
    {
        IReadOnlyDictionary<string, string> headers = RecordHeaders.Of([new("event_id", "e1"), new("traceparent", "t")])!;

        Assert.Equal("e1", headers.GetValueOrDefault("event_id"));
        Assert.True(headers.ContainsKey("traceparent"));
        Assert.False(headers.TryGetValue("Event_Id", out _));
        Assert.Throws<KeyNotFoundException>(() => headers["other"]);
        Assert.Equal(["event_id", "traceparent"], headers.Keys);
        Assert.Equal(headers.Values, headers.Select(header => header.Value));
    }
}
