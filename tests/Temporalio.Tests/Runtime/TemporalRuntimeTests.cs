using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Temporalio.Extensions.DiagnosticSource;
using Temporalio.Runtime;
using DurationFormat = Temporalio.Runtime.CustomMetricMeterOptions.DurationFormat;

namespace Temporalio.Tests.Runtime;

public sealed class TemporalRuntimeTests
{
    [Fact]
    public void Default_NobodyAskedForMetrics_RecordsNothingAndRefusesNothing()
    {
        TemporalRuntime.Default.MetricMeter.CreateCounter<int>("any").Add(1, [new("tag", "value")]);
        Assert.Null(TemporalRuntime.Default.SdkMeter);
    }

    [Fact]
    public void Construct_NotOneDestination_Refuses()
    {
        Assert.Throws<ArgumentException>(() => With(new MetricsOptions()));
        Assert.Throws<ArgumentException>(() => With(new(new PrometheusOptions("127.0.0.1:0")) { CustomMetricMeter = new RecordingMeter() }));
        Assert.Contains("ip:port", Assert.Throws<ArgumentException>(() => With(new(new PrometheusOptions("nowhere")))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Temporalio.Extensions.DiagnosticSource",
            Assert.Throws<NotSupportedException>(() => With(new(new OpenTelemetryOptions("http://127.0.0.1:4317")))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TemporalRuntime(new() { Telemetry = new() { Logging = new() { Forwarding = new() } } }));
    }

    [Fact]
    public void Meter_TagsOfAllSources_ReachTheValue()
    {
        var recording = new RecordingMeter();
        var runtime = With(new() { CustomMetricMeter = recording, GlobalTags = [new("region", "north")] });
        runtime.MetricMeter.WithTags([new("shop", 7)]).CreateCounter<int>("orders", "1").WithTags([new("express", true)])
            .Add(3, [new("share", 0.5f)]);

        var (name, unit, value, tags) = Assert.Single(recording.Values);
        Assert.Equal(("orders", "1", (object)3L), (name, unit, value));
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["region"] = "north", ["service_name"] = "temporal-core-sdk", ["shop"] = 7L, ["express"] = true, ["share"] = 0.5,
            },
            tags);
    }

    [Theory]
    [InlineData(DurationFormat.IntegerMilliseconds, "ms")]
    [InlineData(DurationFormat.FloatSeconds, "s")]
    [InlineData(DurationFormat.TimeSpan, null)]
    public void Histogram_Duration_IsGivenAsAskedFor(DurationFormat format, string? unit)
    {
        var recording = new RecordingMeter();
        var runtime = With(new() { CustomMetricMeter = recording, CustomMetricMeterOptions = new() { HistogramDurationFormat = format } });
        runtime.MetricMeter.CreateHistogram<TimeSpan>("wait").Record(TimeSpan.FromSeconds(1.5));

        object expected = format switch
        {
            DurationFormat.IntegerMilliseconds => 1500L,
            DurationFormat.FloatSeconds => 1.5,
            _ => TimeSpan.FromSeconds(1.5),
        };
        var only = Assert.Single(recording.Values);
        Assert.Equal((unit, expected), (only.Unit, only.Value));
    }

    [Fact]
    public void Meter_ValuesItCannotTake_AreRefused()
    {
        var meter = With(new() { CustomMetricMeter = new RecordingMeter() }).MetricMeter;
        Assert.Throws<ArgumentException>(() => meter.CreateCounter<double>("fraction"));
        Assert.Throws<ArgumentException>(() => meter.CreateHistogram<bool>("truth"));
        Assert.Throws<ArgumentException>(() => meter.CreateGauge<TimeSpan>("age"));
        Assert.Throws<ArgumentException>(() => meter.CreateCounter<long>("count").Add(-1));
        Assert.Throws<ArgumentException>(() => meter.WithTags([new("when", DateTime.UnixEpoch)]));
    }

    [Fact]
    public async Task Prometheus_EveryKindOfMetric_IsServedAsText()
    {
        var runtime = With(new(new PrometheusOptions("127.0.0.1:0") { HasCounterTotalSuffix = true, HasUnitSuffix = true }) { AttachServiceName = false });
        runtime.MetricMeter.CreateCounter<int>("orders-made", null, "Orders made").Add(2, [new("shop", "the \"old\"\none")]);
        runtime.MetricMeter.CreateGauge<double>("load").Set(0.25);
        var waits = runtime.MetricMeter.CreateHistogram<TimeSpan>("wait");
        waits.Record(TimeSpan.FromMilliseconds(60));
        waits.Record(TimeSpan.FromHours(1));

        var text = await FetchAsync(runtime, "/metrics");
        Assert.Contains("# HELP orders_made_total Orders made\n# TYPE orders_made_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("orders_made_total{shop=\"the \\\"old\\\"\\none\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE load gauge\nload 0.25\n", text, StringComparison.Ordinal);
        Assert.Contains("wait_milliseconds_bucket{le=\"50\"} 0\nwait_milliseconds_bucket{le=\"100\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("wait_milliseconds_bucket{le=\"+Inf\"} 2\nwait_milliseconds_sum 3600060\nwait_milliseconds_count 2\n", text, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => runtime.MetricMeter.CreateGauge<int>("orders-made_total"));
    }

    [Fact]
    public async Task Prometheus_OtherPathsAndOwnBuckets_AreTreatedAsAsked()
    {
        var runtime = With(new(new PrometheusOptions("127.0.0.1:0")
        {
            UseSecondsForDuration = true,
            HistogramBucketOverrides = new Dictionary<string, IReadOnlyCollection<double>> { ["wait"] = [2, 0.5] },
        }));
        runtime.MetricMeter.CreateHistogram<TimeSpan>("wait").Record(TimeSpan.FromSeconds(1));
        runtime.MetricMeter.CreateHistogram<TimeSpan>("rest").Record(TimeSpan.FromSeconds(1));

        var text = await FetchAsync(runtime, "/metrics");
        Assert.Contains("wait_bucket{service_name=\"temporal-core-sdk\",le=\"0.5\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("rest_bucket{service_name=\"temporal-core-sdk\",le=\"0.05\"} 0\n", text, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(runtime, "/secrets"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Throws<SocketException>(() => With(new(new PrometheusOptions($"{runtime.PrometheusEndPoint}"))));
    }

    [Fact]
    public void DiagnosticSource_Values_ReachListenersOfTheMeter()
    {
        using var meter = new Meter($"test-{Guid.NewGuid()}");
        using var listener = new MeterListener();
        var heard = new List<string>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            heard.Add($"{instrument.GetType().Name[..5]} {instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();

        var own = With(new() { CustomMetricMeter = new CustomMetricMeter(meter), AttachServiceName = false }).MetricMeter.WithTags([new("b", "x")]);
        own.CreateCounter<int>("count").Add(1, [new("a", 2)]);
        own.CreateHistogram<long>("sizes").Record(5);
        own.CreateGauge<int>("level").Set(9);

        Assert.Equal(["Count count 1 a=2 b=x", "Histo sizes 5 b=x", "Gauge level 9 b=x"], heard);
    }

    [Theory]
    [InlineData("ERROR,temporal_sdk_core=DEBUG", LogLevel.Debug)]
    [InlineData("info", LogLevel.Information)]
    [InlineData("", LogLevel.Warning)]
    public void Filter_OfTheOfficialForm_GivesTheLeastLevel(string filter, LogLevel expected)
    {
        Assert.Equal(expected, new TelemetryFilterOptions(filter).Least);
        Assert.Equal(LogLevel.Warning, new TelemetryFilterOptions().Least);
    }

    private static TemporalRuntime With(MetricsOptions metrics) => new(new(new TelemetryOptions { Metrics = metrics }));

    private static async Task<string> FetchAsync(TemporalRuntime runtime, string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"http://{runtime.PrometheusEndPoint}{path}"));
    }
}
