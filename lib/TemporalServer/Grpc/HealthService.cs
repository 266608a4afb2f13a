using Grpc.Health.V1;
using TemporalServer.Rpc;
using Temporalio.Transport;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace TemporalServer.Grpc;

/// <summary><c>grpc.health.v1.Health</c>: the check that load balancers and Temporal's clients make.</summary>
public static class HealthService
{
    /// <summary>Adds the check. An empty service name asks for the server as a whole, any other for that service.</summary>
    /// <param name="table">Where it is added, and whose services it knows.</param>
    /// <param name="healthy">Whether the server can still do its work.</param>
    public static void Map(ServiceTable table, Func<bool> healthy) => table.Map<HealthCheckRequest, HealthCheckResponse>(ServiceNames.Health, "Check", (request, _) =>
    {
        var known = request.Service.Length == 0
            || table.Paths.Any(path => path.StartsWith($"/{request.Service}/", StringComparison.Ordinal));
        return known
            ? Task.FromResult(new HealthCheckResponse { Status = healthy() ? ServingStatus.Serving : ServingStatus.NotServing })
            : throw new GrpcStatusException(GrpcStatusCode.NotFound, "unknown service: only services of this server can be checked");
    });
}
