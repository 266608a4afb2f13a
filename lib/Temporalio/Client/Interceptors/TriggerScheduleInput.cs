using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.TriggerScheduleAsync"/>.</summary>
public record TriggerScheduleInput(
    string Id,
    ScheduleTriggerOptions? Options);
