namespace Temporalio.Client.Schedules;

/// <summary>Numbers from start to end by step, both ends included.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The last; the first alone when it is smaller.</param>
/// <param name="Step">From each to the next; zero means one.</param>
public record ScheduleRange(int Start, int End = 0, int Step = 0);
