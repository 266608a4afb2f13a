using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>Options that a start or an operator gives a run: its priority, and a versioning override.</summary>
internal static class RunOptions
{
    /// <summary>Changes the masked fields and leaves an event.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the mask names no such field.</exception>
    public static WorkflowExecutionOptions Update(WorkflowRun run, WorkflowExecutionOptions? asked, FieldMask? mask, string identity)
    {
        RequireMask(mask);
        var merged = run.Options?.Clone() ?? new WorkflowExecutionOptions();
        mask!.Merge(asked ?? new WorkflowExecutionOptions(), merged, new FieldMask.MergeOptions { ReplaceMessageFields = true, ReplacePrimitiveFields = true });
        if (merged.Equals(run.Options ?? new WorkflowExecutionOptions()))
        {
            return merged;
        }

        run.Touch();
        run.Options = merged;
        run.History.AppendOrBuffer(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionOptionsUpdated,
            WorkerMayIgnore = true,
            WorkflowExecutionOptionsUpdatedEventAttributes = new WorkflowExecutionOptionsUpdatedEventAttributes
            {
                VersioningOverride = merged.VersioningOverride,
                UnsetVersioningOverride = merged.VersioningOverride is null,
                Priority = merged.Priority,
                Identity = identity,
            },
        });
        return merged;
    }

    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the mask names no field that can be changed.</exception>
    public static void RequireMask(FieldMask? mask)
    {
        if (mask is null || mask.Paths.Count == 0 || !FieldMask.IsValid<WorkflowExecutionOptions>(mask) || mask.Paths.Any(IsTimeSkipping))
        {
            throw Faults.InvalidArgument($"UpdateMask must name priority or versioning_override, not '{mask}'.");
        }
    }

    /// <summary>The options that a start gives; null for none.</summary>
    public static WorkflowExecutionOptions? Of(StartWorkflowExecutionRequest request) => request.Priority is null && request.VersioningOverride is null
        ? null : new() { VersioningOverride = request.VersioningOverride, Priority = request.Priority };

    /// <summary>The options that an event of an adopted history left.</summary>
    public static WorkflowExecutionOptions Of(WorkflowExecutionOptionsUpdatedEventAttributes attributes) =>
        new() { VersioningOverride = attributes.VersioningOverride, Priority = attributes.Priority };

    private static bool IsTimeSkipping(string path) => path.StartsWith("time_skipping_config", StringComparison.Ordinal);
}
