using System.Globalization;
using System.Text;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>Keeps what a pipeline's status query and its current details show while its stages run.</summary>
internal sealed class StageLog
{
    private readonly List<PipelineStage> stages = [];
    private string[] planned = [];

    public IReadOnlyList<PipelineStage> Stages => stages;

    /// <summary>Says what is to come.</summary>
    /// <param name="names">Every stage there will be, in order.</param>
    public void Begin(params string[] names)
    {
        planned = names;
        Show();
    }

    /// <summary>Runs a stage, noting when it began and how it ended.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> stage)
    {
        var index = stages.Count;
        stages.Add(new PipelineStage(name, "running", Workflow.UtcNow));
        Show();
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
        finally
        {
            Show();
        }
    }

    private static string RootMessage(Exception failure) =>
        failure.InnerException is { } inner ? RootMessage(inner) : failure.Message;

    private void Show()
    {
        var ended = stages.Count(stage => stage.EndedAt is not null);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"**{ended} of {planned.Length} stages have ended.**\n\n| stage | state | started (UTC) | ended (UTC) |\n|---|---|---|---|\n");
        foreach (var name in planned)
        {
            var stage = stages.Find(begun => begun.Name == name);
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {stage?.State ?? "to come"} | {stage?.StartedAt:HH:mm:ss} | {stage?.EndedAt:HH:mm:ss} |\n");
        }

        Workflow.CurrentDetails = text.ToString();
    }
}
