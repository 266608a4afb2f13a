using Google.Protobuf.WellKnownTypes;
using TemporalServer.Engine;
using TemporalServer.Engine.Flows;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Rpc;

/// <summary>Task queues and the workers on them.</summary>
internal static class TaskQueueMethods
{
    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        table.MapWorkflow<DescribeTaskQueueRequest, DescribeTaskQueueResponse>(
            "DescribeTaskQueue", (request, _) => Task.FromResult(Describe(engine, request)));
        table.MapWorkflow<ListTaskQueuePartitionsRequest, ListTaskQueuePartitionsResponse>("ListTaskQueuePartitions", (request, _) =>
        {
            engine.Namespaces.Get(request.Namespace);
            var partition = new TaskQueuePartitionMetadata { Key = request.TaskQueue?.Name ?? string.Empty, OwnerHostName = "localhost" };
            return Task.FromResult(new ListTaskQueuePartitionsResponse
            {
                ActivityTaskQueuePartitions = { partition },
                WorkflowTaskQueuePartitions = { partition },
            });
        });
        table.MapWorkflow<ShutdownWorkerRequest, ShutdownWorkerResponse>("ShutdownWorker", (request, _) =>
        {
            engine.Namespaces.Get(request.Namespace);
            foreach (var task in engine.Matching.ShutDown(request.Namespace, request.WorkerInstanceKey, request.StickyTaskQueue))
            {
                WorkflowTaskFlow.LeaveSticky(engine, task);
            }

            return Task.FromResult(new ShutdownWorkerResponse());
        });
        table.MapWorkflow<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>("ResetStickyTaskQueue", (request, _) =>
            WorkflowEngine.EnterAsync(() => engine.Find(request.Namespace, request.Execution), static run =>
            {
                run.RequireOpen();
                run.Touch();
                run.WorkflowTask.Stick(null);
                return new ResetStickyTaskQueueResponse();
            }));
    }

    private static DescribeTaskQueueResponse Describe(WorkflowEngine engine, DescribeTaskQueueRequest request)
    {
        engine.Namespaces.Get(request.Namespace);
        var name = request.TaskQueue?.Name;
        StartChecks.RequireId(name, "TaskQueue");
        var type = request.TaskQueueType == TaskQueueType.Unspecified ? TaskQueueType.Workflow : request.TaskQueueType;
        var response = new DescribeTaskQueueResponse
        {
            Stats = new TaskQueueStats
            {
                ApproximateBacklogCount = engine.Matching.Queue(request.Namespace, name!, type).Backlog,
                ApproximateBacklogAge = new Duration(),
            },
        };
        response.Pollers.AddRange(engine.Matching.Pollers(request.Namespace, name!, type).Select(static poller => new PollerInfo
        {
            Identity = poller.Identity,
            LastAccessTime = poller.Time.ToTimestamp(),
            RatePerSecond = 100_000,
        }));
        return response;
    }
}
