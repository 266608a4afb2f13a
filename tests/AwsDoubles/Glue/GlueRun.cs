namespace Notify.AwsDoubles.Glue;

/// <summary>A run of a job.</summary>
/// <param name="JobName">Which job.</param>
/// <param name="Id">As Glue's: <c>jr_</c> and hexadecimal digits.</param>
/// <param name="Arguments">What it was started with.</param>
/// <param name="StartedOn">UTC.</param>
public sealed record GlueRun(string JobName, string Id, IReadOnlyDictionary<string, string> Arguments, DateTimeOffset StartedOn)
{
    /// <summary>How it is.</summary>
    public string State { get; internal set; } = "STARTING";

    /// <summary>Ends it.</summary>
    public void Finish(string state)
    {
        State = state;
        ToCome.Clear();
    }

    internal Queue<string> ToCome { get; init; } = [];

    internal bool IsActive => State is "STARTING" or "RUNNING" or "STOPPING" or "WAITING";
}
