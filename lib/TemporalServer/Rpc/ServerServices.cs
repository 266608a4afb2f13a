using System.Net;
using TemporalServer.Engine;

namespace TemporalServer.Rpc;

/// <summary>Puts the server together: which rooms answer which methods, and what listens.</summary>
internal static class ServerServices
{
    /// <summary>Starts a gRPC endpoint over a table.</summary>
    public static Task<IGrpcEndpoint?> ListenAsync(ServiceTable services, IPEndPoint address, CancellationToken cancellationToken) =>
        Task.FromResult<IGrpcEndpoint?>(null);

    /// <summary>Every method the server answers.</summary>
    public static ServiceTable Build(WorkflowEngine engine)
    {
        var table = new ServiceTable();
        SystemMethods.Map(table, engine);
        WorkflowMethods.Map(table, engine);
        TaskMethods.Map(table, engine);
        TaskQueueMethods.Map(table, engine);
        TestMethods.Map(table, engine);
        return table;
    }
}
