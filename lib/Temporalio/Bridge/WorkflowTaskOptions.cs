using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Worker;

namespace Temporalio.Bridge;

/// <summary>What handling workflow tasks needs of the worker.</summary>
internal sealed record WorkflowTaskOptions
{
    /// <summary>How long code may run without waiting, unless it is being debugged.</summary>
    public static readonly TimeSpan DefaultDeadlockTimeout = TimeSpan.FromSeconds(2);

    public required string Namespace { get; init; }

    public required string TaskQueue { get; init; }

    public required string Identity { get; init; }

    public required string BuildId { get; init; }

    /// <summary>Where further tasks of cached runs come from; null when nothing is cached.</summary>
    public required string? StickyQueue { get; init; }

    public required TimeSpan StickyTimeout { get; init; }

    /// <summary>How long code may run without waiting; null for as long as it likes.</summary>
    public required TimeSpan? DeadlockTimeout { get; init; }

    /// <summary>Transforms payloads beyond the workflow's code; null for none.</summary>
    public required IPayloadCodec? Codec { get; init; }

    /// <summary>The code of a run that begins.</summary>
    public required Func<InitializeWorkflow, IWorkflowActivator> CreateActivator { get; init; }

    /// <summary>Runs a local activity with all its attempts.</summary>
    public required Func<RunIdentity, string, ScheduleLocalActivity, Timestamp, CancellationToken, Task<LocalActivityOutcome>> RunLocalActivity { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Whether a workflow type that does not fit its history fails, rather than its task.</summary>
    public Func<string, bool> FailsOnNondeterminism { get; init; } = static _ => false;

    /// <summary>Counts and measures; null for nobody.</summary>
    public WorkflowTaskRecorder? Recorder { get; init; }

    /// <summary>Cancelled when the worker goes down: runs are then no longer tied to it.</summary>
    public CancellationToken Shutdown { get; init; }
}
