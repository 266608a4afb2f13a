using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Testing;

/// <summary>Lets time skip while a client waits for a workflow's end.</summary>
/// <param name="timeLock">The server's lock on time.</param>
internal sealed class TimeSkippingInterceptor(TimeSkippingLock timeLock) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
        new Outbound(nextInterceptor, timeLock);

    private sealed class Outbound(ClientOutboundInterceptor next, TimeSkippingLock timeLock)
        : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(
            FetchWorkflowHistoryEventPageInput input) =>
            input is { WaitNewEvent: true, EventFilterType: HistoryEventFilterType.CloseEvent }
                ? timeLock.UnlockedAsync(() => Next.FetchWorkflowHistoryEventPageAsync(input))
                : Next.FetchWorkflowHistoryEventPageAsync(input);
    }
}
