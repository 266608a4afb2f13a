using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Runtime.Metrics;
using Temporalio.Runtime.Prometheus;

namespace Temporalio.Runtime;

/// <summary>
/// What clients and workers of a process share: where their logs and metrics go. This managed implementation needs no
/// threads of its own for the rest.
/// </summary>
public sealed class TemporalRuntime
{
    private const string ServiceName = "temporal-core-sdk";
    private const string DefaultPrefix = "temporal_";
    private static readonly Lazy<TemporalRuntime> LazyDefault = new(() => new(new()));

    /// <param name="options">Copied.</param>
    /// <exception cref="ArgumentException">Metrics have not exactly one destination, or an address is missing or unusable.</exception>
    /// <exception cref="NotSupportedException">Metrics are to be sent to an OpenTelemetry collector.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address for Prometheus cannot be bound.</exception>
    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        Options = (TemporalRuntimeOptions)options.Clone();
        if (Options.Telemetry.Logging?.Forwarding is { Logger: null })
        {
            throw new ArgumentException("Log forwarding has no logger. Set LogForwardingOptions.Logger.", nameof(options));
        }

        if (Options.Telemetry.Metrics is { } metrics)
        {
            (MetricMeter, SdkMeter) = Meters(metrics);
        }
    }

    /// <summary>The runtime of everything that names no other.</summary>
    public static TemporalRuntime Default => LazyDefault.Value;

    /// <summary>Meter for metrics of one's own; silent if no metrics are asked for.</summary>
    public MetricMeter MetricMeter { get; } = SilentMeter.Instance;

    internal TemporalRuntimeOptions Options { get; }

    /// <summary>Meter for the SDK's own metrics; null if no metrics are asked for, so that they cost nothing.</summary>
    internal MetricMeter? SdkMeter { get; }

    /// <summary>Where Prometheus finds the metrics; null if they are not served.</summary>
    internal System.Net.IPEndPoint? PrometheusEndPoint { get; private set; }

    /// <summary>Where the SDK's own logs go.</summary>
    /// <param name="loggers">Of the worker or client.</param>
    internal ILogger SdkLogger<T>(ILoggerFactory loggers)
    {
        var logging = Options.Telemetry.Logging;
        return logging is null
            ? loggers.CreateLogger<T>()
            : new FilteredLogger(logging.Forwarding?.Logger ?? loggers.CreateLogger<T>(), logging.Filter.Least);
    }

    private (MetricMeter Own, MetricMeter Sdk) Meters(MetricsOptions options)
    {
        var chosen = (object?[])[options.Prometheus, options.OpenTelemetry, options.CustomMetricMeter];
        if (chosen.Count(destination => destination is not null) != 1)
        {
            throw new ArgumentException("Metrics need exactly one destination: Prometheus, OpenTelemetry or CustomMetricMeter.", nameof(options));
        }

        if (options.OpenTelemetry is not null)
        {
            throw new NotSupportedException(
                "This implementation sends no metrics to OpenTelemetry collectors. Set MetricsOptions.CustomMetricMeter to a "
                + "Temporalio.Extensions.DiagnosticSource.CustomMetricMeter and export its Meter with the OpenTelemetry .NET SDK.");
        }

        var target = options.CustomMetricMeter ?? Serve(options.Prometheus!);
        var durations = options.CustomMetricMeter is not null
            ? options.CustomMetricMeterOptions?.HistogramDurationFormat ?? CustomMetricMeterOptions.DurationFormat.IntegerMilliseconds
            : options.Prometheus!.UseSecondsForDuration
                ? CustomMetricMeterOptions.DurationFormat.FloatSeconds
                : CustomMetricMeterOptions.DurationFormat.IntegerMilliseconds;
        var tags = (options.GlobalTags ?? []).Select(tag => KeyValuePair.Create(tag.Key, (object)tag.Value)).ToList();
        if (options.AttachServiceName)
        {
            tags.Add(new("service_name", ServiceName));
        }

        var made = target.CreateTags(null, tags);
        return (new ExportingMeter(target, durations, made, ""),
            new ExportingMeter(target, durations, made, options.MetricPrefix ?? DefaultPrefix));
    }

    private PrometheusRegistry Serve(PrometheusOptions options)
    {
        if (!System.Net.IPEndPoint.TryParse(options.BindAddress ?? "", out var address))
        {
            throw new ArgumentException(
                $"PrometheusOptions.BindAddress is '{options.BindAddress}'; it must be ip:port, as in 127.0.0.1:9464.", nameof(options));
        }

        var registry = new PrometheusRegistry(options);
        PrometheusEndPoint = PrometheusListener.Start(address, registry);
        return registry;
    }
}
