namespace Temporalio.Client.Interceptors;

/// <summary>Wraps the calls of a client.</summary>
public interface IClientInterceptor
{
    /// <summary>Puts an interceptor in front of the next one.</summary>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor);
}
