using Temporalio.Transport;

namespace TemporalServer.Schedules.Spec;

/// <summary>The fault of a schedule spec that cannot be kept: INVALID_ARGUMENT, with the reason.</summary>
internal static class InvalidSpec
{
    public static GrpcStatusException Because(string reason) =>
        new(GrpcStatusCode.InvalidArgument, $"invalid schedule spec: {reason}");
}
