using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Worker;

internal static class Durations
{
    public static Duration? Of(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;
}
