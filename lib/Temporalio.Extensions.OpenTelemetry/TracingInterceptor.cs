using System.Diagnostics;
using OpenTelemetry.Context.Propagation;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// Makes spans of what clients, workflows and activities do, and passes the trace on in headers. Given to a client, it
/// serves the client's workers too. Workflow code makes spans of its own only by
/// <see cref="ActivitySourceExtensions.TrackWorkflowDiagnosticActivity"/>.
/// </summary>
/// <param name="options">Null for the defaults; not to be changed later.</param>
public partial class TracingInterceptor(TracingInterceptorOptions? options = null) : IClientInterceptor, IWorkerInterceptor
{
    /// <summary>Source of the spans of clients.</summary>
    public static readonly ActivitySource ClientSource = new("Temporalio.Extensions.OpenTelemetry.Client");

    /// <summary>Source of the spans of workflows.</summary>
    public static readonly ActivitySource WorkflowsSource = new("Temporalio.Extensions.OpenTelemetry.Workflow");

    /// <summary>Source of the spans of activities.</summary>
    public static readonly ActivitySource ActivitiesSource = new("Temporalio.Extensions.OpenTelemetry.Activity");

    /// <summary>The options given at construction.</summary>
    public TracingInterceptorOptions Options { get; init; } = options ?? new();

    /// <inheritdoc/>
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
        new ClientOutbound(this, nextInterceptor);

    /// <inheritdoc/>
    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) =>
        new WorkflowInbound(this, nextInterceptor);

    /// <inheritdoc/>
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new ActivityInbound(this, nextInterceptor);

    /// <summary>Headers with the trace added; without one they stay as they are.</summary>
    /// <param name="headers">Headers so far; copied.</param>
    /// <param name="ctx">The trace and its baggage.</param>
    protected virtual IDictionary<string, Payload> HeadersFromContext(IDictionary<string, Payload>? headers, PropagationContext ctx)
    {
        var carrier = new Dictionary<string, string>();
        Options.Propagator.Inject(ctx, carrier, static (to, name, value) => to[name] = value);
        var all = headers is null ? [] : new Dictionary<string, Payload>(headers);
        if (carrier.Count > 0)
        {
            all[Options.HeaderKey] = DataConverter.Default.PayloadConverter.ToPayload(carrier);
        }

        return all;
    }

    /// <summary>The trace that headers carry; null if they carry none.</summary>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, Payload>? headers)
    {
        if (headers is null || !headers.TryGetValue(Options.HeaderKey, out var payload))
        {
            return null;
        }

        var carrier = DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(payload);
        return Options.Propagator.Extract(
            default, carrier, static (from, name) => from.TryGetValue(name, out var value) ? [value] : []);
    }

    /// <summary>Tags of a client's span.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateWorkflowTags(string workflowId) =>
        Tags((Options.TagNameWorkflowId, workflowId));

    /// <summary>Tags of a client's span about an update.</summary>
    /// <param name="workflowId">The workflow.</param>
    /// <param name="updateId">The update; null if the caller did not choose its id.</param>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateUpdateTags(string workflowId, string? updateId) =>
        Tags((Options.TagNameWorkflowId, workflowId), (Options.TagNameUpdateId, updateId));

    /// <summary>Tags of a workflow's span; called by workflow code.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInWorkflowTags() =>
        Tags((Options.TagNameWorkflowId, Workflow.Info.WorkflowId), (Options.TagNameRunId, Workflow.Info.RunId));

    /// <summary>Tags of an activity's span; called by activity code.</summary>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInActivityTags()
    {
        var info = ActivityExecutionContext.Current.Info;
        return Tags(
            (Options.TagNameWorkflowId, info.WorkflowId), (Options.TagNameRunId, info.WorkflowRunId),
            (Options.TagNameActivityId, info.ActivityId));
    }

    private static List<KeyValuePair<string, object?>> Tags(params ReadOnlySpan<(string? Name, string? Value)> tags)
    {
        var named = new List<KeyValuePair<string, object?>>(tags.Length);
        foreach (var (name, value) in tags)
        {
            if (name is not null && value is not null)
            {
                named.Add(new(name, value));
            }
        }

        return named;
    }

    private static void Record(Activity? activity, Exception exception)
    {
        // Benign failures are expected, and no error of the span
        if (exception is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        }

        activity?.AddException(exception);
    }
}
