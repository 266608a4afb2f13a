using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule is to become.</summary>
/// <param name="Schedule">The new schedule.</param>
/// <param name="TypedSearchAttributes">The new search attributes; null leaves them.</param>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
