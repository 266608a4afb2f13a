namespace Notify.Domain.Planning;

/// <summary>Stable codes of what became of a candidate.</summary>
public static class LedgerOutcome
{
    public const string Chosen = "chosen";
    public const string OptedOut = "opted_out";

    /// <summary>The customer accepts none of the channels notifications go out on.</summary>
    public const string ChannelRefused = "channel_refused";

    public const string TimeZoneUnknown = "time_zone_unknown";
    public const string NotActive = "not_active";
    public const string OutsideDates = "outside_dates";
    public const string OutsideWindow = "outside_window";
    public const string QuietHours = "quiet_hours";
    public const string BlackoutDate = "blackout_date";
    public const string MutedType = "muted_type";
    public const string FrequencyCap = "frequency_cap";
    public const string DailyCap = "daily_cap";
    public const string Spacing = "spacing";
    public const string Budget = "budget";
    public const string Displaced = "displaced";
    public const string NotWorthIt = "not_worth_it";
}
