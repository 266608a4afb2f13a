using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>The history of one workflow run.</summary>
/// <param name="Id">Id of the workflow.</param>
/// <param name="Events">The events, from the first.</param>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    /// <summary>Reads a history from Temporal's JSON, as its command line and user interface export it.</summary>
    /// <exception cref="ArgumentException">The text is not such a history.</exception>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        try
        {
            var history = HistoryJson.Parser.Parse<History>(HistoryJson.Normalize(json));
            return new(workflowId, [.. history.Events]);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or System.Text.Json.JsonException)
        {
            throw new ArgumentException($"The history of {workflowId} is not Temporal's JSON: {e.Message}", nameof(json), e);
        }
    }

    /// <summary>The history as Temporal's JSON.</summary>
    public string ToJson()
    {
        var history = new History();
        history.Events.AddRange(Events);
        return JsonFormatter.Default.Format(history);
    }
}
