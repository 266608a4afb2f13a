using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;

namespace Temporalio.Client;

/// <content>Listings of workflows.</content>
internal sealed partial class RootClientOutbound
{
    public override async Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input)
    {
        var page = await Service.ListWorkflowExecutionsAsync(
            new ListWorkflowExecutionsRequest
            {
                Namespace = Namespace,
                Query = input.Query,
                PageSize = input.Options?.PageSize ?? 0,
                NextPageToken = input.NextPageToken is { } token ? ByteString.CopyFrom(token) : ByteString.Empty,
            },
            RpcOptions.Retrying(input.Options?.Rpc));
        return new(
            [.. page.Executions.Select(info => new WorkflowExecution(info, Converter))],
            page.NextPageToken.IsEmpty ? null : page.NextPageToken.ToByteArray());
    }

    public override IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) =>
        ListAsync(input, CancellationToken.None);

    private async IAsyncEnumerable<WorkflowExecution> ListAsync(
        ListWorkflowsInput input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new WorkflowListPaginatedOptions { PageSize = input.Options?.PageSize ?? 0, Rpc = input.Options?.Rpc };
        var rest = input.Options is { Limit: > 0 } limited ? limited.Limit : int.MaxValue;
        byte[]? token = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await client.OutboundInterceptor.ListWorkflowsPaginatedAsync(new(input.Query, token, options));
            foreach (var workflow in page.Workflows.Take(rest))
            {
                yield return workflow;
            }

            rest -= page.Workflows.Count;
            token = page.NextPageToken;
        }
        while (token is not null && rest > 0);
    }
}
