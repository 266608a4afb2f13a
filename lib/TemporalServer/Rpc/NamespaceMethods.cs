using TemporalServer.Engine;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Rpc;

/// <summary>Namespaces: made, changed, deprecated and deleted.</summary>
internal static class NamespaceMethods
{
    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        var namespaces = engine.Namespaces;
        table.MapWorkflow<DescribeNamespaceRequest, DescribeNamespaceResponse>("DescribeNamespace", (request, _) => Task.FromResult(
            request.Namespace.Length == 0 && request.Id.Length > 0 ? namespaces.GetById(request.Id) : namespaces.Get(request.Namespace)));
        table.MapWorkflow<ListNamespacesRequest, ListNamespacesResponse>("ListNamespaces", (request, _) => Task.FromResult(List(namespaces, request)));
        table.MapWorkflow<RegisterNamespaceRequest, RegisterNamespaceResponse>("RegisterNamespace", async (request, _) =>
        {
            await namespaces.RegisterAsync(request).ConfigureAwait(false);
            return new RegisterNamespaceResponse();
        });
        table.MapWorkflow<UpdateNamespaceRequest, UpdateNamespaceResponse>("UpdateNamespace", async (request, _) =>
        {
            var updated = await namespaces.UpdateAsync(request).ConfigureAwait(false);
            return new UpdateNamespaceResponse
            {
                NamespaceInfo = updated.NamespaceInfo,
                Config = updated.Config,
                ReplicationConfig = updated.ReplicationConfig,
            };
        });
        table.MapWorkflow<DeprecateNamespaceRequest, DeprecateNamespaceResponse>("DeprecateNamespace", async (request, _) =>
        {
            await namespaces.TurnAsync(request.Namespace, NamespaceState.Deprecated).ConfigureAwait(false);
            return new DeprecateNamespaceResponse();
        });
        table.Map<DeleteNamespaceRequest, DeleteNamespaceResponse>(
            ServiceNames.Operator, "DeleteNamespace", (request, call) => DeleteAsync(table, engine, request, call.CancellationToken));
    }

    private static ListNamespacesResponse List(Namespaces namespaces, ListNamespacesRequest request)
    {
        var after = request.NextPageToken.ToStringUtf8();
        var size = request.PageSize is > 0 and <= 1000 ? request.PageSize : 1000;
        var page = namespaces.All.Where(item => string.CompareOrdinal(item.NamespaceInfo.Name, after) > 0).Take(size + 1).ToList();
        return new ListNamespacesResponse
        {
            Namespaces = { page.Take(size) },
            NextPageToken = page.Count > size ? Google.Protobuf.ByteString.CopyFromUtf8(page[size - 1].NamespaceInfo.Name) : Google.Protobuf.ByteString.Empty,
        };
    }

    // From here on the namespace answers nothing; its executions are deleted in the background, also over a restart
    private static async Task<DeleteNamespaceResponse> DeleteAsync(
        ServiceTable table, WorkflowEngine engine, DeleteNamespaceRequest request, CancellationToken cancellationToken)
    {
        var name = request.Namespace.Length > 0 ? engine.Namespaces.Get(request.Namespace).NamespaceInfo.Name
            : engine.Namespaces.GetById(request.NamespaceId).NamespaceInfo.Name;
        await DeleteSchedulesAsync(table, name, cancellationToken).ConfigureAwait(false);
        await StopBatchesAsync(table, name, cancellationToken).ConfigureAwait(false);
        await engine.Namespaces.TurnAsync(name, NamespaceState.Deleted).ConfigureAwait(false);
        _ = engine.Retention.SweepAsync();
        return new DeleteNamespaceResponse { DeletedNamespace = name };
    }

    private static async Task DeleteSchedulesAsync(ServiceTable table, string name, CancellationToken cancellationToken)
    {
        while (await table.CallAsync<ListSchedulesResponse>(
            ServiceNames.Workflow, "ListSchedules", new ListSchedulesRequest { Namespace = name }, default, cancellationToken).ConfigureAwait(false) is { Schedules.Count: > 0 } page)
        {
            foreach (var schedule in page.Schedules)
            {
                await table.CallAsync<DeleteScheduleResponse>(
                    ServiceNames.Workflow, "DeleteSchedule", new DeleteScheduleRequest { Namespace = name, ScheduleId = schedule.ScheduleId }, default, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private static async Task StopBatchesAsync(ServiceTable table, string name, CancellationToken cancellationToken)
    {
        var batches = await table.CallAsync<ListBatchOperationsResponse>(
            ServiceNames.Workflow, "ListBatchOperations", new ListBatchOperationsRequest { Namespace = name }, default, cancellationToken).ConfigureAwait(false);
        foreach (var batch in batches.OperationInfo.Where(static batch => batch.State == BatchOperationState.Running))
        {
            await table.CallAsync<StopBatchOperationResponse>(
                ServiceNames.Workflow, "StopBatchOperation",
                new StopBatchOperationRequest { Namespace = name, JobId = batch.JobId, Reason = "Namespace deleted" }, default, cancellationToken).ConfigureAwait(false);
        }
    }
}
