using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;

namespace TemporalServer.Schedules;

/// <summary>Everything that is stored of a schedule.</summary>
internal sealed class ScheduleRecord
{
    /// <summary>The namespace it belongs to.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its id, unique in the namespace.</summary>
    public required string Id { get; init; }

    /// <summary>Spec (canonical), action, policies and state.</summary>
    public required Schedule Schedule { get; set; }

    /// <summary>Counters, running workflows, recent actions.</summary>
    public required ScheduleInfo Info { get; init; }

    /// <summary>The creating request, so that repeating it changes nothing.</summary>
    public required string RequestId { get; init; }

    /// <summary>Nominal times up to here are dealt with, UTC ticks.</summary>
    public long Mark { get; set; }

    /// <summary>Counts updates; the conflict token.</summary>
    public long Version { get; set; } = 1;

    /// <summary>What waits for the running workflow.</summary>
    public List<PendingStart> Pending { get; set; } = [];

    /// <summary>Workflows that run beside others, of the policy that allows all: watched for how they end.</summary>
    public List<WatchedRun> Watched { get; set; } = [];

    /// <summary>Shown with the schedule.</summary>
    public Memo Memo { get; set; } = new();

    /// <summary>What the schedule is found by.</summary>
    public SearchAttributes SearchAttributes { get; set; } = new();

    /// <summary>The result of the last workflow that completed; the next one gets it.</summary>
    public Payloads? LastResult { get; set; }

    /// <summary>The failure of the last workflow if it failed; the next one gets it.</summary>
    public Failure? LastFailure { get; set; }

    /// <summary>Its search attributes, and whether it is paused among them.</summary>
    public SearchAttributes Found()
    {
        var found = SearchAttributes.Clone();
        found.IndexedFields["TemporalSchedulePaused"] = new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Bool") },
            Data = ByteString.CopyFromUtf8(Schedule.State.Paused ? "true" : "false"),
        };
        return found;
    }
}

/// <summary>A workflow that a schedule started beside others.</summary>
internal sealed record WatchedRun(string WorkflowId, string RunId);
