namespace Notify.Domain.Planning;

/// <summary>One decision of the solver.</summary>
/// <param name="Candidate">Index among the candidates it was given.</param>
/// <param name="Slot">Index in the grid.</param>
internal readonly record struct SlotChoice(int Candidate, int Slot);
