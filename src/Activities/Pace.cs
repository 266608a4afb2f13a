namespace Notify.Activities;

/// <summary>How fast workflow time passes.</summary>
/// <param name="Speed">Seconds of workflow time in a real second; 1 outside rehearsals.</param>
public sealed record Pace(double Speed)
{
    /// <summary>A send that goes out within this workflow time of its slot is on time: ten real seconds.</summary>
    public TimeSpan OnTime => TimeSpan.FromSeconds(10) * Speed;

    /// <summary>Real time.</summary>
    public static Pace Real { get; } = new(1);
}
