using System.Collections.Concurrent;

namespace Notify.Activities.Progress;

/// <summary>How far each running step is, for whoever shows it. Knowledge of this process only; nothing depends on it.</summary>
public sealed class ProgressBoard
{
    private readonly ConcurrentDictionary<string, StepProgress> steps = new(StringComparer.Ordinal);

    /// <summary>Every step that has begun, by name.</summary>
    public IReadOnlyDictionary<string, StepProgress> Steps => steps;

    /// <summary>Says how far a step is.</summary>
    /// <param name="step">Its name, such as <c>products</c>.</param>
    /// <param name="done">Rows done.</param>
    /// <param name="total">Rows there are; 0 while that is not known.</param>
    public void Report(string step, long done, long total) => steps[step] = new StepProgress(done, total);
}

/// <summary>How far a step is.</summary>
/// <param name="Done">Rows done.</param>
/// <param name="Total">Rows there are; 0 while that is not known.</param>
public readonly record struct StepProgress(long Done, long Total);
