using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;

namespace Temporalio.Client;

/// <summary>Raw calls of <c>temporal.api.testservice.v1.TestService</c>.</summary>
public sealed class TestService : RpcService
{
    internal TestService(TemporalConnection connection)
        : base(connection, "temporal.api.testservice.v1.TestService")
    {
    }

    /// <summary>Calls <c>LockTimeSkipping</c>.</summary>
    public Task<LockTimeSkippingResponse> LockTimeSkippingAsync(LockTimeSkippingRequest req, RpcOptions? options = null) =>
        CallAsync<LockTimeSkippingResponse>("LockTimeSkipping", req, options);

    /// <summary>Calls <c>UnlockTimeSkipping</c>.</summary>
    public Task<UnlockTimeSkippingResponse> UnlockTimeSkippingAsync(UnlockTimeSkippingRequest req, RpcOptions? options = null) =>
        CallAsync<UnlockTimeSkippingResponse>("UnlockTimeSkipping", req, options);

    /// <summary>Calls <c>Sleep</c>.</summary>
    public Task<SleepResponse> SleepAsync(SleepRequest req, RpcOptions? options = null) =>
        CallAsync<SleepResponse>("Sleep", req, options);

    /// <summary>Calls <c>SleepUntil</c>.</summary>
    public Task<SleepResponse> SleepUntilAsync(SleepUntilRequest req, RpcOptions? options = null) =>
        CallAsync<SleepResponse>("SleepUntil", req, options);

    /// <summary>Calls <c>UnlockTimeSkippingWithSleep</c>.</summary>
    public Task<SleepResponse> UnlockTimeSkippingWithSleepAsync(SleepRequest req, RpcOptions? options = null) =>
        CallAsync<SleepResponse>("UnlockTimeSkippingWithSleep", req, options);

    /// <summary>Calls <c>GetCurrentTime</c>.</summary>
    public Task<GetCurrentTimeResponse> GetCurrentTimeAsync(Empty req, RpcOptions? options = null) =>
        CallAsync<GetCurrentTimeResponse>("GetCurrentTime", req, options);
}
