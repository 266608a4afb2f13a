using Temporalio.Api.Enums.V1;

namespace TemporalServer.Schedules;

/// <summary>An action whose time has come and which is not taken yet.</summary>
/// <param name="Nominal">The time that names it, UTC ticks.</param>
/// <param name="Actual">The time it was due, UTC ticks.</param>
/// <param name="Overlap">Its own overlap policy; unspecified for the schedule's.</param>
/// <param name="Manual">Asked for by a trigger or a backfill: pause and remaining actions do not hold it back.</param>
/// <param name="RequestId">Makes starting it twice one start.</param>
internal sealed record PendingStart(long Nominal, long Actual, ScheduleOverlapPolicy Overlap, bool Manual, string RequestId);
