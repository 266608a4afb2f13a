using System.Collections.Concurrent;
using System.Diagnostics;
using Temporalio.Extensions.OpenTelemetry;

namespace Temporalio.Tests.OpenTelemetry;

/// <summary>Collects the spans of one trace.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private static readonly ActivitySource Tests = new("Temporalio.Tests");
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;

    public SpanRecorder()
    {
        string[] sources = [Tests.Name, TracingInterceptor.ClientSource.Name, TracingInterceptor.WorkflowsSource.Name, TracingInterceptor.ActivitiesSource.Name];
        listener = new()
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        Root = Tests.StartActivity("test")!;
    }

    /// <summary>What the test runs in.</summary>
    public Activity Root { get; }

    /// <summary>The spans of the test, in the order they were made.</summary>
    public IReadOnlyList<Activity> Spans =>
        [.. spans.Where(span => span.TraceId == Root.TraceId && span != Root).OrderBy(span => span.StartTimeUtc)];

    /// <summary>Each span with the path of its parents, sorted.</summary>
    public IReadOnlyList<string> Tree
    {
        get
        {
            var byId = Spans.ToDictionary(span => span.SpanId);
            string Path(Activity span) => byId.TryGetValue(span.ParentSpanId, out var parent)
                ? $"{Path(parent)} > {span.DisplayName}"
                : span.DisplayName;
            return [.. byId.Values.Select(Path).Order(StringComparer.Ordinal)];
        }
    }

    public Activity Single(string name) => Assert.Single(Spans, span => span.DisplayName == name);

    public void Dispose()
    {
        Root.Dispose();
        listener.Dispose();
    }
}
