using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowOutboundInterceptor.DelayAsync"/>.</summary>
/// <param name="Delay">How long; at least zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
/// <param name="CancellationToken">Ends the wait; null for the workflow's own token.</param>
/// <param name="Summary">One line for people, shown in the user interface.</param>
public record DelayAsyncInput(
    TimeSpan Delay,
    CancellationToken? CancellationToken,
    string? Summary)
{
    internal DelayAsyncInput(DelayOptions options)
        : this(options.Delay, options.CancellationToken, options.Summary)
    {
    }
}
