namespace Temporalio.Worker.Tuning;

/// <summary>Bounds of one kind of slot that depends on the machine's resources.</summary>
/// <param name="MinimumSlots">Slots handed out whatever the machine does; null for 5 of workflow tasks, 1 of others.</param>
/// <param name="MaximumSlots">Slots at most; null for 500.</param>
/// <param name="RampThrottle">
/// Least time between slots beyond the minimum, so that what one costs is seen before the next; null for none with
/// workflow tasks, 50 milliseconds with others.
/// </param>
public sealed record ResourceBasedSlotSupplierOptions(
    int? MinimumSlots = null, int? MaximumSlots = null, TimeSpan? RampThrottle = null);
