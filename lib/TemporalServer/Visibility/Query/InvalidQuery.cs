using Temporalio.Transport;

namespace TemporalServer.Visibility.Query;

/// <summary>The fault of a query that cannot be answered: INVALID_ARGUMENT, with the reason.</summary>
internal static class InvalidQuery
{
    public static GrpcStatusException Because(string reason) =>
        new(GrpcStatusCode.InvalidArgument, $"invalid query: {reason}");
}
