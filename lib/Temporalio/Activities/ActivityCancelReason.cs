namespace Temporalio.Activities;

/// <summary>Why an activity is cancelled.</summary>
public enum ActivityCancelReason
{
    /// <summary>It is not cancelled.</summary>
    None,

    /// <summary>The server does not know the activity any more: it timed out, or its workflow ended.</summary>
    GoneFromServer,

    /// <summary>Its workflow asked for it.</summary>
    CancelRequested,

    /// <summary>A timeout passed.</summary>
    Timeout,

    /// <summary>The worker is going down.</summary>
    WorkerShutdown,

    /// <summary>A heartbeat's details could not be converted.</summary>
    HeartbeatRecordFailure,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It was reset.</summary>
    Reset,
}
