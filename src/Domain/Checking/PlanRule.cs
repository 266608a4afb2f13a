namespace Notify.Domain.Checking;

/// <summary>Stable codes of the rules a plan must keep.</summary>
public static class PlanRule
{
    /// <summary>User, window, date and zone of the plan are those asked for.</summary>
    public const string Identity = "identity";

    /// <summary>Every slot lies in the planned hours, on a whole minute, in UTC.</summary>
    public const string Bounds = "bounds";

    /// <summary>Slots are in order of time.</summary>
    public const string Order = "order";

    /// <summary>Every slot's notification id follows from user, campaign and moment.</summary>
    public const string NotificationId = "notification_id";

    /// <summary>Every slot's expected value is finite and not negative.</summary>
    public const string ExpectedValue = "expected_value";

    /// <summary>Only candidates are planned.</summary>
    public const string Candidate = "candidate";

    /// <summary>Each campaign at most once.</summary>
    public const string CampaignOnce = "campaign_once";

    public const string OptedOut = "opted_out";
    public const string Channel = "channel";
    public const string TimeZone = "time_zone";
    public const string Status = "status";
    public const string MutedType = "muted_type";
    public const string FrequencyCap = "frequency_cap";
    public const string Budget = "budget";
    public const string Dates = "dates";
    public const string DailyWindow = "daily_window";
    public const string QuietHours = "quiet_hours";
    public const string BlackoutDate = "blackout_date";
    public const string DailyCap = "daily_cap";
    public const string Spacing = "spacing";

    /// <summary>One entry per candidate, with a known code and a detail, chosen exactly where there is a slot.</summary>
    public const string Ledger = "ledger";
}
