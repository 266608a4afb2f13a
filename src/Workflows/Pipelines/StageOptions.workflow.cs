using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Options of a pipeline's stages.</summary>
internal static class StageOptions
{
    /// <summary>The stage's id says which run it belongs to.</summary>
    public static ChildWorkflowOptions Of(string stage) => new() { Id = $"{Workflow.Info.WorkflowId}/{stage}" };
}
