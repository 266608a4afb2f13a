namespace Temporalio.Client.Schedules;

/// <summary>A schedule as its clients hold it.</summary>
/// <param name="Client">The client calls go through.</param>
/// <param name="Id">Id of the schedule.</param>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    private Interceptors.ClientOutboundInterceptor Outbound => Client.OutboundInterceptor;

    /// <summary>Takes the actions of time ranges now.</summary>
    /// <exception cref="ArgumentException">There is no range.</exception>
    public Task BackfillAsync(IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null) =>
        Outbound.BackfillScheduleAsync(new(Id, backfills, rpcOptions));

    /// <summary>Deletes the schedule; what it started goes on.</summary>
    public Task DeleteAsync(RpcOptions? rpcOptions = null) => Outbound.DeleteScheduleAsync(new(Id, rpcOptions));

    /// <summary>The schedule in detail.</summary>
    public Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null) =>
        Outbound.DescribeScheduleAsync(new(Id, rpcOptions));

    /// <summary>Pauses the schedule.</summary>
    public Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Outbound.PauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Lets the schedule go on.</summary>
    public Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Outbound.UnpauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Acts once, now.</summary>
    public Task TriggerAsync(ScheduleTriggerOptions? options = null) => Outbound.TriggerScheduleAsync(new(Id, options));

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the new schedule of the old one; null leaves it as it is.</param>
    /// <param name="rpcOptions">Options of the calls.</param>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    /// <summary>Changes the schedule.</summary>
    /// <inheritdoc cref="UpdateAsync(Func{ScheduleUpdateInput, ScheduleUpdate?}, RpcOptions?)"/>
    public Task UpdateAsync(Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null) =>
        Outbound.UpdateScheduleAsync(new(Id, updater, rpcOptions));
}
