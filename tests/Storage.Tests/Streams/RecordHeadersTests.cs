using System.Buffers;
using Notify.Storage.Streams;

namespace Notify.Storage.Tests.Streams;

public sealed class RecordHeadersTests
{
    [Fact]
    public void Of_NoHeaders_IsNull() => Assert.Null(Of());

    [Fact]
    public void Of_NamesGivenTwice_KeepsTheLastOfEach()
    {
        var headers = Of(("a", "1"), ("b", "2"), ("a", "3"))!;

        Assert.Equal(2, headers.Count);
        Assert.Equal("3", headers["a"]);
        Assert.Equal("2", headers["b"]);
        Assert.Equal(["2", "3"], headers.Values.Order());
    }

    [Fact]
    public void TryGetValue_OfNames_FindsThemToTheLetter()
    {
        IReadOnlyDictionary<string, string> headers = Of(("event_id", "e1"), ("traceparent", "t"))!;

        Assert.Equal("e1", headers.GetValueOrDefault("event_id"));
        Assert.True(headers.ContainsKey("traceparent"));
        Assert.False(headers.TryGetValue("Event_Id", out _));
        Assert.Throws<KeyNotFoundException>(() => headers["other"]);
        Assert.Equal(["event_id", "traceparent"], headers.Keys);
        Assert.Equal(headers.Values, headers.Select(header => header.Value));
    }

    private static RecordHeaders? Of(params (string Name, string Value)[] headers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        RecordFormat.WriteNumber(buffer, headers.Length);
        foreach (var (name, value) in headers)
        {
            RecordFormat.WriteText(buffer, name);
            RecordFormat.WriteText(buffer, value);
        }

        return RecordHeaders.Of(buffer.WrittenMemory);
    }
}
