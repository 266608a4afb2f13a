using System.Text;
using Notify.Domain.Events;

namespace Notify.Domain.Tests.Events;

/// <summary>Events that are sent together.</summary>
public sealed class ShopEventBatchTests
{
    private const int Most = 10;
    private static readonly DateTimeOffset Latest = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("{0}", 1)]
    [InlineData("[]", 0)]
    [InlineData("[{0}]", 1)]
    [InlineData(" [ {0} , {1} ] ", 2)]
    [InlineData("{\"events\":[{0},{1}]}", 2)]
    [InlineData("{\"sent_at\":{\"events\":[7]},\"events\":[{0},{1}],\"more\":[1]}", 2)]
    [InlineData("\uFEFF[{0}]", 1)]
    public void ReadJson_OneOrMany_GivesEach(string body, int count)
    {
        var batch = Read(body);

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"e{i}"), batch.Events.Select(one => one.EventId));
        Assert.Empty(batch.Rejected);
    }

    [Fact]
    public void ReadJson_SomeBad_KeepsTheSoundAndNamesTheOthers()
    {
        var batch = Read("""[7,{0},{"event_id":"bad","user_id":"U"},[{1}],{1},null]""");

        Assert.Equal(["e0", "e1"], batch.Events.Select(one => one.EventId));
        Assert.Equal([(0, null), (2, "bad"), (3, null), (5, null)], batch.Rejected.Select(one => (one.Index, one.EventId)));
        Assert.Equal("Event 2 (event_id 'bad'): event is missing; every event needs it.", batch.Rejected[1].Detail);
        Assert.Equal("Event 3 is no JSON object. Write it as {\"event_id\": …}.", batch.Rejected[2].Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[{0}")]
    [InlineData("[{0}],")]
    [InlineData("{0}{1}")]
    [InlineData("{\"events\":[{0}]")]
    public void ReadJson_WhatIsNoJson_IsRefusedAsAWhole(string body)
    {
        var fault = Assert.Throws<EventBatchException>(() => Read(body));

        Assert.StartsWith("The body is no JSON (line 1, byte ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadLines_WithBlankAndBadOnes_NamesEach()
    {
        var batch = ShopEventBatch.ReadLines(Bytes("{0}\r\n\n  \nnot json\n{\"event_id\":\"x\"}\n[{0}]\n{1}"), Latest, Most);

        Assert.Equal(["e0", "e1"], batch.Events.Select(one => one.EventId));
        Assert.Equal([(1, null), (2, "x"), (3, null)], batch.Rejected.Select(one => (one.Index, one.EventId)));
    }

    [Fact]
    public void Read_MoreThanAreTaken_IsRefusedAsAWhole()
    {
        var lines = string.Join('\n', Enumerable.Repeat("{0}", Most + 1));

        Assert.Contains("at most 10 are taken", Assert.Throws<EventBatchException>(() => ShopEventBatch.ReadLines(Bytes(lines), Latest, Most)).Message, StringComparison.Ordinal);
        Assert.Contains("at most 10 are taken", Assert.Throws<EventBatchException>(() => Read($"[{lines.Replace('\n', ',')}]")).Message, StringComparison.Ordinal);
        Assert.Equal(Most, ShopEventBatch.ReadLines(Bytes(lines[..^4]), Latest, Most).Events.Count);
    }

    private static ShopEventBatch Read(string body) => ShopEventBatch.ReadJson(Bytes(body), Latest, Most);

    private static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body.Replace("{0}", Event(0), StringComparison.Ordinal).Replace("{1}", Event(1), StringComparison.Ordinal));

    private static string Event(int i) => $$"""{"event_id":"e{{i}}","event":"view","user_id":"U1","timestamp":"2026-11-20T11:00:00Z"}""";
}
