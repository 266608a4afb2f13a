namespace Temporalio.Workflows;

/// <summary>What to do when a workflow ends while a handler still runs.</summary>
public enum HandlerUnfinishedPolicy
{
    /// <summary>Log a warning and leave the handler unfinished.</summary>
    WarnAndAbandon,

    /// <summary>Leave the handler unfinished.</summary>
    Abandon,
}
