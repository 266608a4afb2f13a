using System.Text.Json.Nodes;
using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;
using Google.Protobuf;
using Temporalio.Common;

namespace TemporalConformance.Tests.Differential;

/// <summary>The official SDK's native core, in place of our own: it turns a history into activations, and checks the commands that answer them.</summary>
internal sealed class NativeCore(NodeHost node)
{
    /// <summary>Gives it a history.</summary>
    /// <returns>The first activation.</returns>
    public async Task<CoreAnswer> BeginAsync(WorkflowHistory history) => Read(await node.CallAsync("begin", new JsonObject
    {
        ["workflowId"] = history.Id,
        ["history"] = new Temporalio.Api.History.V1.History { Events = { history.Events } }.ToByteString().ToBase64(),
    }));

    /// <summary>Answers an activation.</summary>
    /// <returns>The next one.</returns>
    public async Task<CoreAnswer> CompleteAsync(WorkflowActivationCompletion completion) =>
        Read(await node.CallAsync("complete", new JsonObject { ["completion"] = completion.ToByteString().ToBase64() }));

    private static CoreAnswer Read(JsonNode? answer) => answer!["activation"] is { } activation
        ? new(WorkflowActivation.Parser.ParseFrom(Convert.FromBase64String((string)activation!)), null)
        : new(null, $"{answer["evicted"]}: {answer["message"]}");
}

/// <summary>What core wants next.</summary>
/// <param name="Activation">To be answered; null when it is done with the history.</param>
/// <param name="Ended">Why it is done; null otherwise.</param>
internal sealed record CoreAnswer(WorkflowActivation? Activation, string? Ended)
{
    /// <summary>Whether it came to the end of the history.</summary>
    public bool IsDone => Ended!.StartsWith("LANG_REQUESTED", StringComparison.Ordinal) || Ended.StartsWith("CACHE_FULL", StringComparison.Ordinal);
}
