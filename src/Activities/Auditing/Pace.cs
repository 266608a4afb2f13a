namespace Notify.Activities.Auditing;

/// <summary>How fast workflow time passes.</summary>
/// <param name="Speed">Seconds of workflow time in a real second; 1 outside rehearsals.</param>
public sealed record Pace(double Speed)
{
    /// <summary>Real time.</summary>
    public static Pace Real { get; } = new(1);
}
