using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using TemporalServer.Rpc;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Http.Features;

/// <summary>
/// Counts workflows, and schedules when the web UI asks for those: it looks for the workflows that run schedules on a
/// cluster, and pages by their number. Here no workflows run them.
/// </summary>
/// <param name="workflows">Counts workflows.</param>
/// <param name="schedules">CountSchedules.</param>
internal sealed class ScheduleCount(IApiHandler workflows, RpcMethod schedules) : IApiHandler
{
    /// <summary>Its path.</summary>
    public const string Template = "/api/v1/namespaces/{namespace}/workflow-count";

    private const string AllSchedules = "TemporalNamespaceDivision=\"TemporalScheduler\" AND ExecutionStatus=\"Running\"";
    private const string And = " AND ";

    /// <inheritdoc/>
    public async Task HandleAsync(ApiCall call)
    {
        var query = call.Http.Request.Query["query"].ToString();
        if (Filter(query) is not { } filter)
        {
            await workflows.HandleAsync(call).ConfigureAwait(false);
            return;
        }

        var request = new CountSchedulesRequest { Namespace = call.Path("namespace"), Query = filter };
        var counted = (CountSchedulesResponse)await schedules.InvokeAsync(
            request, new CallContext(FrozenDictionary<string, string>.Empty, call.CancellationToken)).ConfigureAwait(false);
        await ApiReply.SendAsync(
            call.Http, StatusCodes.Status200OK, new CountWorkflowExecutionsResponse { Count = counted.Count }, call.CancellationToken).ConfigureAwait(false);
    }

    // What the query says besides that schedules are meant; null when it means workflows
    private static string? Filter(string query) =>
        query == AllSchedules ? string.Empty
        : query.StartsWith(AllSchedules + And, StringComparison.Ordinal) ? query[(AllSchedules.Length + And.Length)..]
        : null;
}
