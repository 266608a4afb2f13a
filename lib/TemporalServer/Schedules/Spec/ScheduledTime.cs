using NodaTime;

namespace TemporalServer.Schedules.Spec;

/// <summary>A time at which a schedule acts.</summary>
/// <param name="Nominal">As the spec names it; identifies the action.</param>
/// <param name="Actual">With jitter added.</param>
internal readonly record struct ScheduledTime(Instant Nominal, Instant Actual);
