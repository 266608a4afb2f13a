using Google.Protobuf;

namespace TemporalServer.Rpc;

/// <summary>The services answered, by their names on the wire.</summary>
internal static class ServiceNames
{
    public const string Workflow = "temporal.api.workflowservice.v1.WorkflowService";
    public const string Operator = "temporal.api.operatorservice.v1.OperatorService";
    public const string Test = "temporal.api.testservice.v1.TestService";
    public const string Health = "grpc.health.v1.Health";

    /// <summary>Adds a method of the workflow service.</summary>
    public static void MapWorkflow<TRequest, TResponse>(
        this ServiceTable table, string method, Func<TRequest, CallContext, Task<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> => table.Map(Workflow, method, handler);
}
