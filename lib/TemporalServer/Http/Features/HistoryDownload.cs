using System.Buffers;
using System.Collections.Frozen;
using System.IO.Pipelines;
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
        ApiReply.Describe(call.Http.Response);
        call.Http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = "history.json" }.ToString();
        await call.Http.Response.StartAsync(call.CancellationToken).ConfigureAwait(false);
        var body = call.Http.Response.BodyWriter;
        body.Write("{\"events\":["u8);
        WriteEvents(body, page, isFirst: true);
        while (!page.NextPageToken.IsEmpty)
        {
            request.NextPageToken = page.NextPageToken;
            page = await PageAsync(request, call.CancellationToken).ConfigureAwait(false);
            WriteEvents(body, page, isFirst: false);
            await body.FlushAsync(call.CancellationToken).ConfigureAwait(false);
        }

        body.Write("]}"u8);
        await body.FlushAsync(call.CancellationToken).ConfigureAwait(false);
    }

    private static void WriteEvents(PipeWriter body, GetWorkflowExecutionHistoryResponse page, bool isFirst)
    {
        foreach (var item in page.History.Events)
        {
            if (!isFirst)
            {
                body.Write(","u8);
            }

            isFirst = false;
            body.Write(ResponseJson.Part(item));
        }
    }

    private async Task<GetWorkflowExecutionHistoryResponse> PageAsync(IMessage request, CancellationToken cancellationToken) =>
        (GetWorkflowExecutionHistoryResponse)await history.InvokeAsync(
            request, new CallContext(FrozenDictionary<string, string>.Empty, cancellationToken)).ConfigureAwait(false);
}
