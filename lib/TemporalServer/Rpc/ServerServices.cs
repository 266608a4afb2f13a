using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Batch;
using TemporalServer.Engine;
using TemporalServer.Grpc;
using TemporalServer.Schedules;
using TemporalServer.Visibility;

namespace TemporalServer.Rpc;

/// <summary>Puts the server together: which rooms answer which methods, and what listens.</summary>
internal static class ServerServices
{
    /// <summary>Starts a gRPC endpoint over a table.</summary>
    public static async Task<IGrpcEndpoint?> ListenAsync(ServiceTable services, EmbeddedTemporalServerOptions options, CancellationToken cancellationToken) =>
        await GrpcListener.StartAsync(
            services,
            new GrpcListenerOptions { Address = options.Ip, Port = options.Port },
            Logging(options),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Every method the server answers.</summary>
    public static ServiceTable Build(WorkflowEngine engine)
    {
        var table = new ServiceTable();
        SystemMethods.Map(table, engine);
        WorkflowMethods.Map(table, engine);
        TaskMethods.Map(table, engine);
        TaskQueueMethods.Map(table, engine);
        TestMethods.Map(table, engine);
        HealthService.Map(table, () => engine.Database.Writer.Fault is null);
        VisibilityService.Map(table, engine.Database, name => engine.Namespaces.Get(name));
        new SchedulesService(
            new ScheduleStore(engine.Database), new ScheduleFinder(engine.Database), new EngineWorkflows(engine), engine.Clock,
            Logging(engine.Options).CreateLogger<SchedulesService>(), engine.Stopping).Map(table);
        var batches = new BatchService(
            new BatchRooms(table, new VisibilityStore(engine.Database), new BatchStore(engine.Database), engine.Clock.MachineTime, engine.Logger),
            engine.Namespaces, engine.Stopping);
        batches.Map();
        batches.Resume();
        return table;
    }

    private static ILoggerFactory Logging(EmbeddedTemporalServerOptions options) => options.LoggerFactory ?? NullLoggerFactory.Instance;
}
