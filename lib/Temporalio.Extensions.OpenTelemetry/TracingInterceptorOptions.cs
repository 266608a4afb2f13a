using OpenTelemetry.Context.Propagation;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Options of a <see cref="TracingInterceptor"/>.</summary>
public class TracingInterceptorOptions : ICloneable
{
    /// <summary>Name of the header the trace travels in. Default is <c>_tracer-data</c>.</summary>
    public string HeaderKey { get; set; } = "_tracer-data";

    /// <summary>
    /// How a trace is written. Default is the process's propagator if one is set, else W3C's <c>traceparent</c>,
    /// <c>tracestate</c> and <c>baggage</c>.
    /// </summary>
    public TextMapPropagator Propagator { get; set; } = Propagators.DefaultTextMapPropagator is { Fields.Count: > 0 } chosen
        ? chosen
        : new CompositeTextMapPropagator([new TraceContextPropagator(), new BaggagePropagator()]);

    /// <summary>Tag that holds the workflow's id; null for none.</summary>
    public string? TagNameWorkflowId { get; set; } = "temporalWorkflowID";

    /// <summary>Tag that holds the workflow's run; null for none.</summary>
    public string? TagNameRunId { get; set; } = "temporalRunID";

    /// <summary>Tag that holds the activity's id; null for none.</summary>
    public string? TagNameActivityId { get; set; } = "temporalActivityID";

    /// <summary>Tag that holds the update's id; null for none.</summary>
    public string? TagNameUpdateId { get; set; } = "temporalUpdateID";

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
