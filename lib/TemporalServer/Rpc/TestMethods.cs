using Google.Protobuf.WellKnownTypes;
using TemporalServer.Clock;
using TemporalServer.Engine;
using Temporalio.Api.TestService.V1;
using Temporalio.Transport;

namespace TemporalServer.Rpc;

/// <summary>Time skipping, for test environments; only a skipping clock serves it.</summary>
internal static class TestMethods
{
    public static void Map(ServiceTable table, WorkflowEngine engine)
    {
        var clock = engine.Clock;
        if (!clock.IsSkipping)
        {
            return;
        }

        table.Map<LockTimeSkippingRequest, LockTimeSkippingResponse>(ServiceNames.Test, "LockTimeSkipping", (_, _) =>
        {
            clock.LockSkipping();
            return Task.FromResult(new LockTimeSkippingResponse());
        });
        table.Map<UnlockTimeSkippingRequest, UnlockTimeSkippingResponse>(ServiceNames.Test, "UnlockTimeSkipping", (_, _) =>
        {
            Unlock(clock);
            return Task.FromResult(new UnlockTimeSkippingResponse());
        });
        table.Map<SleepRequest, SleepResponse>(ServiceNames.Test, "Sleep", (request, call) =>
            SleepAsync(clock, clock.Now.AddTicks(request.Duration.Ticks()), call.CancellationToken));
        table.Map<SleepUntilRequest, SleepResponse>(ServiceNames.Test, "SleepUntil", (request, call) =>
            SleepAsync(clock, request.Timestamp.ToDateTimeOffset(), call.CancellationToken));
        table.Map<SleepRequest, SleepResponse>(ServiceNames.Test, "UnlockTimeSkippingWithSleep", async (request, call) =>
        {
            var until = clock.Now.AddTicks(request.Duration.Ticks());
            Unlock(clock);
            try
            {
                return await SleepAsync(clock, until, call.CancellationToken).ConfigureAwait(false);
            }
            finally
            {
                clock.LockSkipping();
            }
        });
        table.Map<Empty, GetCurrentTimeResponse>(ServiceNames.Test, "GetCurrentTime", (_, _) =>
            Task.FromResult(new GetCurrentTimeResponse { Time = ProtoTime.ToTimestamp(clock.Now.UtcTicks) }));
    }

    private static async Task<SleepResponse> SleepAsync(ServerClock clock, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await clock.WaitUntilAsync(until, cancellationToken).ConfigureAwait(false);
        return new SleepResponse();
    }

    private static void Unlock(ServerClock clock)
    {
        if (!clock.UnlockSkipping())
        {
            throw new GrpcStatusException(
                GrpcStatusCode.FailedPrecondition, "Time skipping is not locked: each UnlockTimeSkipping needs its LockTimeSkipping before.");
        }
    }
}
