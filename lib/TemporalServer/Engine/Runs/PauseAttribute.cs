using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>What a listing finds paused runs and runs with paused activities by: <c>TemporalPauseInfo</c>.</summary>
internal static class PauseAttribute
{
    private const string Name = "TemporalPauseInfo";

    /// <summary>The run's search attributes with the pauses among them; null when it has none at all.</summary>
    public static SearchAttributes? Of(WorkflowRun run)
    {
        if (!run.IsOpen || (!run.IsPaused && !run.Activities.All.Any(static activity => activity.IsPaused)))
        {
            return run.SearchAttributes;
        }

        SortedSet<string> pauses = [.. run.Activities.All.Where(static activity => activity.IsPaused)
            .Select(activity => $"property:activityType={activity.Attributes(run.History).ActivityType.Name}")];
        if (run.IsPaused)
        {
            pauses.Add($"Workflow:{run.Info.WorkflowId}");
            pauses.Add($"Reason:{run.Pause!.Reason}");
        }

        var attributes = run.SearchAttributes?.Clone() ?? new SearchAttributes();
        attributes.IndexedFields[Name] = new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("KeywordList") },
            Data = ByteString.CopyFrom(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(pauses)),
        };
        return attributes;
    }
}
