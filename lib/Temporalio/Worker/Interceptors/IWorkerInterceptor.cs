namespace Temporalio.Worker.Interceptors;

/// <summary>Wraps what a worker runs. One that is a client interceptor too serves the workers of its client.</summary>
public interface IWorkerInterceptor
{
    /// <summary>Puts an interceptor in front of the next one; called for each run of a workflow that enters memory.</summary>
    WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => nextInterceptor;

    /// <summary>Puts an interceptor in front of the next one; called for each attempt of an activity.</summary>
    ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;
}
