namespace Temporalio.Runtime.Prometheus;

/// <summary>Upper bounds of histogram buckets, as Temporal's dashboards expect them.</summary>
internal static class HistogramBuckets
{
    private static readonly double[] EndToEnd =
        [100, 500, 1000, 1500, 2000, 5000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 30_600_000, 86_400_000];

    private static readonly double[] WorkflowTask = [1, 10, 20, 50, 100, 200, 500, 1000];
    private static readonly double[] Activity = [50, 100, 500, 1000, 5000, 10_000, 60_000];
    private static readonly double[] ScheduleToStart = [100, 500, 1000, 5000, 10_000, 100_000, 1_000_000];
    private static readonly double[] Others = [50, 100, 500, 1000, 2500, 10_000];

    /// <param name="name">The metric's name, with its prefix.</param>
    /// <param name="unit"><c>s</c> divides the milliseconds of the defaults by 1000.</param>
    /// <param name="overrides">Bounds by part of the name.</param>
    public static double[] For(string name, string? unit, IReadOnlyDictionary<string, IReadOnlyCollection<double>>? overrides)
    {
        foreach (var (part, bounds) in overrides ?? new Dictionary<string, IReadOnlyCollection<double>>())
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                return [.. bounds.Order()];
            }
        }

        var milliseconds = name switch
        {
            _ when name.EndsWith("workflow_endtoend_latency", StringComparison.Ordinal) => EndToEnd,
            _ when name.EndsWith("workflow_task_execution_latency", StringComparison.Ordinal) => WorkflowTask,
            _ when name.EndsWith("workflow_task_replay_latency", StringComparison.Ordinal) => WorkflowTask,
            _ when name.EndsWith("activity_execution_latency", StringComparison.Ordinal) => Activity,
            _ when name.EndsWith("schedule_to_start_latency", StringComparison.Ordinal) => ScheduleToStart,
            _ => Others,
        };
        return unit == "s" ? [.. milliseconds.Select(bound => bound / 1000)] : milliseconds;
    }
}
