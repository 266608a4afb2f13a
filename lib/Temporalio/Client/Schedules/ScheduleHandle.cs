namespace Temporalio.Client.Schedules;

/// <summary>A schedule as its clients hold it.</summary>
/// <param name="Client">The client calls go through.</param>
/// <param name="Id">Id of the schedule.</param>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    /// <summary>Takes the actions of time ranges now.</summary>
    /// <exception cref="ArgumentException">There is no range.</exception>
    public Task BackfillAsync(IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null)
    {
        if (backfills.Count == 0)
        {
            throw new ArgumentException("At least one backfill is needed.", nameof(backfills));
        }

        var patch = new Api.Schedule.V1.SchedulePatch();
        patch.BackfillRequest.AddRange(backfills.Select(ScheduleProtos.ToProto));
        return PatchAsync(patch, rpcOptions);
    }

    /// <summary>Deletes the schedule; what it started goes on.</summary>
    public Task DeleteAsync(RpcOptions? rpcOptions = null) => new ScheduleCalls(Client).DeleteAsync(Id, rpcOptions);

    /// <summary>The schedule in detail.</summary>
    public Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null) =>
        new ScheduleCalls(Client).DescribeAsync(Id, rpcOptions);

    /// <summary>Pauses the schedule.</summary>
    public Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        PatchAsync(new() { Pause = note ?? "Paused via .NET SDK" }, rpcOptions);

    /// <summary>Lets the schedule go on.</summary>
    public Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        PatchAsync(new() { Unpause = note ?? "Unpaused via .NET SDK" }, rpcOptions);

    /// <summary>Acts once, now.</summary>
    public Task TriggerAsync(ScheduleTriggerOptions? options = null) => PatchAsync(
        new()
        {
            TriggerImmediately = new()
            {
                OverlapPolicy = options?.Overlap ?? Api.Enums.V1.ScheduleOverlapPolicy.Unspecified,
            },
        },
        options?.Rpc);

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the new schedule of the old one; null leaves it as it is.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    /// <summary>Changes the schedule.</summary>
    /// <inheritdoc cref="UpdateAsync(Func{ScheduleUpdateInput, ScheduleUpdate?}, RpcOptions?)"/>
    public Task UpdateAsync(Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null) =>
        new ScheduleCalls(Client).UpdateAsync(Id, updater, rpcOptions);

    private Task PatchAsync(Api.Schedule.V1.SchedulePatch patch, RpcOptions? rpcOptions) =>
        new ScheduleCalls(Client).PatchAsync(Id, patch, rpcOptions);
}
