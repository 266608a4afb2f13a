namespace Notify.Activities.Ingestion.Inputs;

/// <summary>One record of a text.</summary>
/// <param name="Line">Physical line on which it begins, from 1.</param>
/// <param name="Fields">Its fields without their quotes; none when it is not sound.</param>
/// <param name="Text">The line as it stands, when the record is not sound; else empty.</param>
/// <param name="Fault">Why it is no sound record; null when it is.</param>
internal sealed record TextRecord(long Line, IReadOnlyList<string> Fields, string Text, string? Fault);
