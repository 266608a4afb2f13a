namespace Notify.Activities.Ingestion.Glue;

/// <summary>A job to run.</summary>
public sealed record GlueJobRequest
{
    /// <summary>Name of the job in Glue.</summary>
    public required string JobName { get; init; }

    /// <summary>
    /// Names this run and no other. It goes along as the argument <c>--run_key</c>, by which a run is found again whose
    /// start was not acknowledged.
    /// </summary>
    public required string RunKey { get; init; }

    /// <summary>Arguments by name, with their dashes.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
}

/// <summary>A run that has succeeded.</summary>
/// <param name="JobName">Name of the job in Glue.</param>
/// <param name="RunId">Glue's id of the run.</param>
/// <param name="ExecutionSeconds">For how long it used resources.</param>
public sealed record GlueRunReport(string JobName, string RunId, int ExecutionSeconds);

/// <summary>What a heartbeat keeps, so that the next attempt goes on with the same run.</summary>
/// <param name="RunId">Glue's id of the run.</param>
/// <param name="State">As it was last seen.</param>
public sealed record GlueRunMark(string RunId, string State);
