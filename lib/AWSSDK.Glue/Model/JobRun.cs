namespace Amazon.Glue.Model;

/// <summary>A run of a job.</summary>
public sealed class JobRun
{
    public string Id { get; set; } = null!;

    public string JobName { get; set; } = null!;

    public JobRunState JobRunState { get; set; } = null!;

    /// <summary>Why it failed.</summary>
    public string ErrorMessage { get; set; } = null!;

    /// <summary>What it was started with; null when nothing.</summary>
    public Dictionary<string, string> Arguments { get; set; } = null!;

    /// <summary>Seconds for which it used resources.</summary>
    public int? ExecutionTime { get; set; }

    public DateTime? StartedOn { get; set; }

    public DateTime? CompletedOn { get; set; }
}
