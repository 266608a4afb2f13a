using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Keeps what a pipeline's status query answers while its stages run.</summary>
internal sealed class StageLog
{
    private readonly List<PipelineStage> stages = [];

    public IReadOnlyList<PipelineStage> Stages => stages;

    /// <summary>Runs a stage, noting when it began and how it ended.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> stage)
    {
        var index = stages.Count;
        stages.Add(new PipelineStage(name, "running", Workflow.UtcNow));
        try
        {
            var result = await stage();
            stages[index] = stages[index] with { State = "completed", EndedAt = Workflow.UtcNow };
            return result;
        }
        catch (FailureException failure)
        {
            stages[index] = stages[index] with { State = "failed", EndedAt = Workflow.UtcNow, Error = RootMessage(failure) };
            throw;
        }
    }

    private static string RootMessage(Exception failure) =>
        failure.InnerException is { } inner ? RootMessage(inner) : failure.Message;
}
