using Notify.Workflows.Visibility;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Options of a pipeline's stages.</summary>
internal static class StageOptions
{
    /// <summary>The stage's id says which run it belongs to, its attributes which kind and day.</summary>
    /// <param name="stage">Last part of its id.</param>
    /// <param name="summary">One line about it.</param>
    public static ChildWorkflowOptions Of(string stage, string summary) => new()
    {
        Id = $"{Workflow.Info.WorkflowId}/{stage}",
        StaticSummary = Summary.Of(summary),
        StaticDetails = $"Stage of `{Workflow.Info.WorkflowId}`, run `{Workflow.Info.RunId}`.",
        TypedSearchAttributes = PipelineAttributes.ForStage(),
    };
}
