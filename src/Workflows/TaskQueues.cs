namespace Notify.Workflows;

/// <summary>The task queues. Deliveries have their own, so that no pipeline ever makes a notification late.</summary>
public static class TaskQueues
{
    public const string Pipelines = "notify-pipelines";
    public const string Deliveries = "notify-deliveries";

    /// <summary>Jobs that run elsewhere, for hours; waiting for them takes no place of a pipeline's activities.</summary>
    public const string Glue = "notify-glue";
}
