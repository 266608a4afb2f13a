using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.ListSchedulesAsync"/>.</summary>
public record ListSchedulesInput(
    ScheduleListOptions? Options);
