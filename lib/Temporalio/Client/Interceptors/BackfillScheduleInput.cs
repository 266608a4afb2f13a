using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.BackfillScheduleAsync"/>.</summary>
public record BackfillScheduleInput(
    string Id,
    IReadOnlyCollection<ScheduleBackfill> Backfills,
    RpcOptions? RpcOptions);
