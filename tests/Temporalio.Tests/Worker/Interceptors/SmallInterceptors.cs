using Temporalio.Client.Interceptors;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Tests.Worker.Interceptors;

/// <summary>Lends a client only the client's side of another interceptor.</summary>
internal sealed class ClientOnly(IClientInterceptor inner) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => inner.InterceptClient(nextInterceptor);
}

/// <summary>Counts the workflows that enter memory.</summary>
internal sealed class CountingInterceptor : IWorkerInterceptor
{
    public int Workflows { get; private set; }

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor)
    {
        Workflows++;
        return nextInterceptor;
    }
}

/// <summary>Keeps what it is initialised with to itself.</summary>
internal sealed class ForgetfulInterceptor : IWorkerInterceptor
{
    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor);

    private sealed class Inbound(WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound)
        {
        }
    }
}
