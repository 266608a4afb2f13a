using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

/// <summary>A time range whose actions are taken now.</summary>
/// <param name="StartAt">Its start, in UTC.</param>
/// <param name="EndAt">Its end, in UTC.</param>
/// <param name="Overlap">Overlap policy in place of the schedule's.</param>
public record ScheduleBackfill(
    DateTime StartAt, DateTime EndAt, ScheduleOverlapPolicy Overlap = ScheduleOverlapPolicy.Unspecified);
