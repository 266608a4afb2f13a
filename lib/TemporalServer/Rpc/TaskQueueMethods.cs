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
    private const double RatePerSecond = 100_000;

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
        var response = new DescribeTaskQueueResponse { Stats = Stats(engine, request.Namespace, name!, type) };
        response.Pollers.AddRange(Pollers(engine, request.Namespace, name!, type));
#pragma warning disable CS0612 // Deprecated in the protocol, yet the web UI and the CLI ask for them
        if (request.IncludeTaskQueueStatus)
        {
            response.TaskQueueStatus = new TaskQueueStatus { BacklogCountHint = response.Stats.ApproximateBacklogCount, RatePerSecond = RatePerSecond };
        }

        if (request.ApiMode == DescribeTaskQueueMode.Enhanced)
        {
            response.VersionsInfo[string.Empty] = Version(engine, request, name!);
        }
#pragma warning restore CS0612
        return response;
    }

    // No worker has a version of its own here: all are reported as the unversioned one
    private static TaskQueueVersionInfo Version(WorkflowEngine engine, DescribeTaskQueueRequest request, string name)
    {
#pragma warning disable CS0612 // As above
        var types = request.TaskQueueTypes.Count > 0 ? request.TaskQueueTypes.Distinct() : [TaskQueueType.Workflow, TaskQueueType.Activity];
        var version = new TaskQueueVersionInfo();
        foreach (var type in types)
        {
            version.TypesInfo[(int)type] = new TaskQueueTypeInfo
            {
                Pollers = { request.ReportPollers ? Pollers(engine, request.Namespace, name, type) : [] },
                Stats = request.ReportStats ? Stats(engine, request.Namespace, name, type) : null,
            };
        }
#pragma warning restore CS0612
        return version;
    }

    private static TaskQueueStats Stats(WorkflowEngine engine, string @namespace, string name, TaskQueueType type) => new()
    {
        ApproximateBacklogCount = engine.Matching.Queue(@namespace, name, type).Backlog,
        ApproximateBacklogAge = new Duration(),
    };

    private static IEnumerable<PollerInfo> Pollers(WorkflowEngine engine, string @namespace, string name, TaskQueueType type) =>
        engine.Matching.Pollers(@namespace, name, type).Select(static poller => new PollerInfo
        {
            Identity = poller.Identity,
            LastAccessTime = poller.Time.ToTimestamp(),
            RatePerSecond = RatePerSecond,
        });
}
