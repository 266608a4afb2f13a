namespace Notify.Domain.Auditing;

/// <summary>What became of everything that was planned, counted from the tables.</summary>
public sealed record AuditReport
{
    /// <summary>Slots published.</summary>
    public int Planned { get; init; }

    /// <summary>Slots whose time has not come, or whose delivery is still under way.</summary>
    public int Pending { get; init; }

    /// <summary>Notifications in inboxes.</summary>
    public int Delivered { get; init; }

    /// <summary>Slots that were due and could no longer be sent, such as after an opt-out.</summary>
    public int Skipped { get; init; }

    /// <summary>Slots whose every attempt failed.</summary>
    public int Failed { get; init; }

    /// <summary>Sends that took more than one attempt.</summary>
    public int Retried { get; init; }

    /// <summary>Slots that are due and of which there is no trace, or a message without a record.</summary>
    public int Lost { get; init; }

    /// <summary>Notifications a customer received beyond a campaign's frequency cap.</summary>
    public int Doubled { get; init; }

    /// <summary>Skipped slots by reason.</summary>
    public IReadOnlyDictionary<string, int> SkippedBy { get; init; } = new Dictionary<string, int>();

    /// <summary>From when a slot fell due to the recorded send, in seconds; null when nothing was sent.</summary>
    public LatenessReport? Lateness { get; init; }

    /// <summary>Nothing lost, nothing doubled, nothing failed.</summary>
    public bool IsClean => Lost == 0 && Doubled == 0 && Failed == 0;
}

/// <summary>How late sends were, in real seconds.</summary>
/// <param name="P50">Half of the sends were no later.</param>
/// <param name="P99">99 of 100 were no later.</param>
/// <param name="Worst">The latest.</param>
/// <param name="Within10Seconds">Share of sends at most ten seconds late: 0 to 1.</param>
public sealed record LatenessReport(double P50, double P99, double Worst, double Within10Seconds);
