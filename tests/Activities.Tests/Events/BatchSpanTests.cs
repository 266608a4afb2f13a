using System.Collections.Concurrent;
using System.Diagnostics;
using Notify.Activities.Events;
using Notify.Domain.Events;
using Notify.Storage.Streams;

namespace Notify.Activities.Tests.Events;

/// <summary>A trace that ends in the streams goes on in the consumers.</summary>
public sealed class BatchSpanTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public BatchSpanTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BatchSpan.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task Consumer_RecordsWithTraces_LinksItsBatchesToThem()
    {
        await using var shop = await EventShop.OpenAsync();
        string[] traces = [Trace(), Trace(), Trace()];

        // Several of one request, some of none
        await shop.Streams.AppendAsync(
            StreamTopics.Clickstream, [.. Enumerable.Range(0, 120).Select(i => Record(EventShop.Click("U1", $"e{i}"), i % 4 == 3 ? null : traces[i % 4]))]);
        await shop.TakeInAsync();

        // Other tests run beside this one
        var spans = ended.Where(span => span.Links.Any(link => traces.Contains(TextOf(link)))).ToList();
        Assert.Equal(3, spans.Count);
        Assert.All(spans, span => Assert.Equal(traces.Order(), span.Links.Select(TextOf).Order()));
        Assert.All(spans, span => Assert.Equal(("process notify_clickstream", ActivityKind.Consumer), (span.DisplayName, span.Kind)));
        Assert.Equal(120, spans.Sum(span => (int)span.GetTagItem("messaging.batch.message_count")!));
    }

    [Fact]
    public void Start_ManyTracesAndSomeThatAreNone_HasTheFirstHundred()
    {
        var traces = Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "nonsense" : Trace()).ToList();

        using var span = BatchSpan.Start("topic", "group", [.. traces.Select(trace => Record(EventShop.Click("U1", "e1"), trace))]);

        Assert.Equal(traces.Where(trace => trace != "nonsense").Take(BatchSpan.MostLinks), span!.Links.Select(TextOf));
    }

    [Fact]
    public void Start_NobodyListens_IsNothing()
    {
        listener.Dispose();

        using var span = BatchSpan.Start("topic", "group", [Record(EventShop.Click("U1", "e1"), Trace())]);

        Assert.Null(span);
    }

    private static string Trace() => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";

    private static string TextOf(ActivityLink link) => $"00-{link.Context.TraceId}-{link.Context.SpanId}-{(int)link.Context.TraceFlags:x2}";

    private static StreamRecord Record(ShopEvent one, string? trace) => new(
        one.UserId, ShopEventWriter.BytesOf(one), trace is null ? null : new Dictionary<string, string> { [StreamHeaders.TraceParent] = trace });
}
