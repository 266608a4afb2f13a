namespace Notify.Domain.Deliveries;

/// <summary>How a planned notification ended.</summary>
public static class DeliveryStatus
{
    public const string Sent = "sent";

    /// <summary>No longer eligible when its slot came: opted out, paused, quiet by now.</summary>
    public const string Skipped = "skipped";

    /// <summary>Every attempt failed.</summary>
    public const string Failed = "failed";
}
