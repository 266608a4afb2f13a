using System.Buffers;
using System.Collections.Frozen;
using System.Net.Mime;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using TemporalServer.Http.Json;
using TemporalServer.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Http.Features;

/// <summary>A run's whole history as one file, <c>{"events": […]}</c>, as replayers of every SDK read it.</summary>
/// <param name="history">GetWorkflowExecutionHistory.</param>
internal sealed class HistoryDownload(RpcMethod history) : IApiHandler
{
    /// <summary>Its path.</summary>
    public const string Template = "/api/v1/namespaces/{namespace}/workflows/{workflow_id}/run/{run_id}/history.json";

    /// <inheritdoc/>
    public async Task HandleAsync(ApiCall call)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = call.Path("namespace"),
            Execution = new WorkflowExecution { WorkflowId = call.Path("workflow_id"), RunId = call.Path("run_id") },
        };
        // A fault before the first page is there can still be told as one
        var page = await PageAsync(request, call.CancellationToken).ConfigureAwait(false);
        var response = call.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = new ContentDisposition { FileName = "history.json" }.ToString();
        response.BodyWriter.Write("{\"events\":["u8);
        var isFirst = true;
        while (true)
        {
            foreach (var item in page.History.Events)
            {
                response.BodyWriter.Write(isFirst ? ""u8 : ","u8);
                isFirst = false;
                ResponseJson.WritePart(response.BodyWriter, item);
            }

            await response.BodyWriter.FlushAsync(call.CancellationToken).ConfigureAwait(false);
            if (page.NextPageToken.IsEmpty)
            {
                break;
            }

            request.NextPageToken = page.NextPageToken;
            page = await PageAsync(request, call.CancellationToken).ConfigureAwait(false);
        }

        response.BodyWriter.Write("]}"u8);
        await response.BodyWriter.FlushAsync(call.CancellationToken).ConfigureAwait(false);
    }

    private async Task<GetWorkflowExecutionHistoryResponse> PageAsync(IMessage request, CancellationToken cancellationToken) =>
        (GetWorkflowExecutionHistoryResponse)await history.InvokeAsync(
            request, new CallContext(FrozenDictionary<string, string>.Empty, cancellationToken)).ConfigureAwait(false);
}
