namespace Temporalio.Bridge;

/// <summary>A task came with history that does not continue what this worker knows of the run.</summary>
internal sealed class HistoryGapException(long last, long next)
    : Exception($"History continues at event {next}, but event {last} was the last one known.");
