using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>A run about to be made: what the client asked for, and what earlier runs or a parent add.</summary>
internal sealed record NewRun
{
    public required long Key { get; init; }

    public required string RunId { get; init; }

    /// <summary>Checked and completed; never changed.</summary>
    public required StartWorkflowExecutionRequest Request { get; init; }

    public string ParentNamespace { get; init; } = string.Empty;

    public WorkflowExecution? Parent { get; init; }

    public long ParentInitiatedId { get; init; }

    public WorkflowExecution? Root { get; init; }

    public string ContinuedRunId { get; init; } = string.Empty;

    public string? FirstRunId { get; init; }

    public ContinueAsNewInitiator Initiator { get; init; }

    public Failure? ContinuedFailure { get; init; }

    public Payloads? LastCompletionResult { get; init; }

    public int Attempt { get; init; } = 1;

    /// <summary>Ticks until the first workflow task.</summary>
    public long Backoff { get; init; }

    /// <summary>When the chain of runs times out; 0 to compute it from the request.</summary>
    public long ExecutionExpiration { get; init; }

    /// <summary>A signal delivered with the start.</summary>
    public SignalWorkflowExecutionRequest? Signal { get; init; }

    /// <summary>An update that comes with the start.</summary>
    public Temporalio.Api.Update.V1.Request? Update { get; init; }

    public static NewRun For(WorkflowEngine engine, StartWorkflowExecutionRequest request)
    {
        var key = engine.NextKey();
        return new NewRun { Key = key, RunId = RunIds.New(key), Request = request };
    }
}
