using Notify.Workflows.Visibility;
using Temporalio.Client;

namespace Notify.Workflows.Pipelines;

/// <summary>How a pipeline is started, by whomever: what the Web UI shows of it and finds it by.</summary>
public static class PipelineStart
{
    /// <summary>Options of a start.</summary>
    /// <param name="kind">One of <see cref="PipelineKind"/>.</param>
    /// <param name="workflowId">Id of the workflow.</param>
    /// <param name="input">What it is to do.</param>
    public static WorkflowOptions OptionsOf(string kind, string workflowId, PipelineInput input) => new(workflowId, TaskQueues.Pipelines)
    {
        StaticSummary = Summary.Of((input.DataFolder is { } folder ? Path.GetFileName(folder) : input.Glue?.Source) is { } files ? $"{kind}: {files}" : kind),
        StaticDetails = DetailsOf(kind),
        Memo = MemoOf(kind, input),
        TypedSearchAttributes = NotifyAttributes.OfPipeline(kind),
    };

    private static string DetailsOf(string kind) => kind switch
    {
        PipelineKind.Delta or PipelineKind.ScheduledDelta => "Brings features and embeddings up to date, computing **only what changed**. Its stages are child workflows.",
        PipelineKind.Ingest => "Brings a folder of files into the tables. **Loading the same files again changes nothing.**",
        _ => "From the shop's files to deliveries under way: ingest, features, embeddings, plan. Its stages are child workflows; the `status` query lists them.",
    };

    private static Dictionary<string, object> MemoOf(string kind, PipelineInput input)
    {
        var memo = new Dictionary<string, object>();
        if (input.DataFolder is { } folder)
        {
            memo["dataFolder"] = folder;
        }

        if (input.Glue is { } glue)
        {
            memo["glueSource"] = glue.Source;
        }

        if (kind is PipelineKind.Full or PipelineKind.Daily)
        {
            memo["force"] = input.Force;
            memo["plan"] = input.Plan;
        }

        return memo;
    }
}
