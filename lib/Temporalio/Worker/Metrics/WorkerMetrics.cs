using System.Collections.Concurrent;
using Temporalio.Common;
using Temporalio.Runtime.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Metrics;

/// <summary>The metrics of one worker, under the names all Temporal SDKs use. There are none where nobody asked.</summary>
internal sealed class WorkerMetrics
{
    private readonly MetricMeter meter;
    private readonly ConcurrentDictionary<string, WorkflowMetrics> workflows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Activity, string Workflow), ActivityMetrics> activities = new();
    private readonly ConcurrentDictionary<(string Activity, string Workflow), LocalActivityMetrics> localActivities = new();

    /// <param name="meter">The SDK's meter, with the tags of the namespace and the task queue.</param>
    public WorkerMetrics(MetricMeter meter)
    {
        this.meter = meter;
        Cache = new(meter);
    }

    public CacheMetrics Cache { get; }

    /// <summary>A meter whose metrics carry the namespace and the task queue of a worker.</summary>
    public static MetricMeter For(MetricMeter meter, string @namespace, string taskQueue) =>
        meter.WithTags([new("namespace", @namespace), new("task_queue", taskQueue)]);

    public static string WorkerType(SlotType type) => type switch
    {
        SlotType.Workflow => "WorkflowWorker",
        SlotType.Activity => "ActivityWorker",
        SlotType.LocalActivity => "LocalActivityWorker",
        _ => "NexusWorker",
    };

    public void Started() => meter.CreateCounter<long>("worker_start", null, "Count of the number of initialized workers").Add(1);

    public SlotMetrics Slots(SlotType type) => new(meter.WithTags([new("worker_type", WorkerType(type))]));

    public PollerMetrics WorkflowPoller(bool isSticky) => new(
        meter, isSticky ? "sticky_workflow_task" : "workflow_task", "workflow_task_queue_poll_empty", "workflow_task_queue_poll_succeed");

    public PollerMetrics ActivityPoller() => new(meter, "activity_task", "activity_poll_no_task", null);

    public WorkflowMetrics Workflow(string type) => workflows.GetOrAdd(
        type, static (type, meter) => new(meter.WithTags([new("workflow_type", type)])), meter);

    public ActivityMetrics Activity(string type, string workflowType) => activities.GetOrAdd(
        (type, workflowType), static (key, meter) => new(TagsOf(meter, key)), meter);

    public LocalActivityMetrics LocalActivity(string type, string workflowType) => localActivities.GetOrAdd(
        (type, workflowType), static (key, meter) => new(TagsOf(meter, key)), meter);

    internal static MetricHistogram<TimeSpan> Duration(MetricMeter meter, string name, string description) =>
        meter.CreateHistogram<TimeSpan>(name, ExportingMeter.Duration, description);

    private static MetricMeter TagsOf(MetricMeter meter, (string Activity, string Workflow) key) =>
        meter.WithTags([new("activity_type", key.Activity), new("workflow_type", key.Workflow)]);
}
