using OpenTelemetry;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Changes of the current baggage.</summary>
internal static class BaggageScope
{
    /// <summary>Sets it only where that makes a difference: what holds it may be shared with other flows.</summary>
    public static void Set(Baggage baggage)
    {
        if (baggage.Count > 0 || Baggage.Current.Count > 0)
        {
            Baggage.Current = baggage;
        }
    }
}
