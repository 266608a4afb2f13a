using System.Diagnostics;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Spans of workflow code.</summary>
public static class ActivitySourceExtensions
{
    /// <summary>
    /// Makes a span, ends it at once, and holds it as the current one until disposed of. The one way to make spans in
    /// workflow code: replay makes no second one.
    /// </summary>
    /// <param name="source">Where the span is made.</param>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">The span's kind.</param>
    /// <param name="tags">The span's tags.</param>
    /// <param name="links">The span's links.</param>
    /// <param name="evenOnReplay">Whether a span is made on replay too, as for a query.</param>
    /// <param name="inheritParentTags">Whether the tags of the current span come before <paramref name="tags"/>.</param>
    /// <param name="updateActivity">Changes the span before it ends; not called if there is none.</param>
    /// <returns>Never null, whether there is a span or not.</returns>
    /// <exception cref="InvalidOperationException">No workflow is running here.</exception>
    public static WorkflowDiagnosticActivity TrackWorkflowDiagnosticActivity(
        this ActivitySource source,
        string name,
        ActivityKind kind = ActivityKind.Internal,
        IEnumerable<KeyValuePair<string, object?>>? tags = null,
        IEnumerable<ActivityLink>? links = null,
        bool evenOnReplay = false,
        bool inheritParentTags = true,
        Action<Activity>? updateActivity = null)
    {
        if (!Workflow.InWorkflow)
        {
            throw new InvalidOperationException("Not in a workflow: this may only be used by workflow code.");
        }

        var parent = WorkflowDiagnosticActivity.Current;
        var inherited = inheritParentTags ? parent?.Tags : null;
        IReadOnlyCollection<KeyValuePair<string, object?>>? all = tags is null ? inherited : [.. inherited ?? [], .. tags];
        var activity = Workflow.Unsafe.IsReplaying && !evenOnReplay
            ? null
            : StartAndStop(source, name, kind, parent?.Context ?? default, all, links, updateActivity);
        return new(activity?.Context ?? parent?.Context ?? default, activity, all);
    }

    private static Activity? StartAndStop(
        ActivitySource source, string name, ActivityKind kind, ActivityContext parent,
        IEnumerable<KeyValuePair<string, object?>>? tags, IEnumerable<ActivityLink>? links, Action<Activity>? update)
    {
        // Whatever the worker was started in is no parent of the workflow's spans
        var outer = Activity.Current;
        Activity.Current = null;
        try
        {
            using var activity = source.StartActivity(name, kind, parent, tags, links);
            if (activity is not null)
            {
                update?.Invoke(activity);
            }

            return activity;
        }
        finally
        {
            Activity.Current = outer;
        }
    }
}
