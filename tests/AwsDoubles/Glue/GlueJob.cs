namespace Notify.AwsDoubles.Glue;

/// <summary>A job as the double plays it.</summary>
public sealed record GlueJob
{
    /// <summary>Runs at a time.</summary>
    public int MaxConcurrentRuns { get; init; } = 1;

    /// <summary>What a run's state is each time that somebody looks at it; the last one stays.</summary>
    public IReadOnlyList<string> States { get; init; } = ["STARTING", "RUNNING", "SUCCEEDED"];

    /// <summary>What a run says when it has not succeeded.</summary>
    public string ErrorMessage { get; init; } = "";
}
