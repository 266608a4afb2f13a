using System.Globalization;

namespace Notify.Activities;

/// <summary>How values appear in keys.</summary>
public static class Keys
{
    /// <summary>ISO 8601, so that keys sort by time.</summary>
    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
