using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Tells the server that a worker is gone, so that its runs' tasks need not wait for it.</summary>
internal static class WorkerShutdown
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Tells it; a server that cannot be told finds out by timeouts.</summary>
    public static async Task TellAsync(
        ITemporalClient client, WorkerIdentity worker, string taskQueue, string? stickyQueue, ILogger logger)
    {
        try
        {
            await client.WorkflowService.ShutdownWorkerAsync(
                new()
                {
                    Namespace = client.Options.Namespace,
                    Identity = worker.Identity,
                    WorkerInstanceKey = worker.InstanceKey,
                    TaskQueue = taskQueue,
                    StickyTaskQueue = stickyQueue ?? "",
                    Reason = "graceful shutdown",
                },
                new() { Timeout = Patience }).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            // Servers older than this call
        }
        catch (RpcException e)
        {
            logger.ShutdownNotTold(e, taskQueue);
        }
    }
}
