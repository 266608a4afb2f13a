using Temporalio.Api.Command.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>Fields the protocol deprecates and SDKs still send.</summary>
internal static class DeprecatedFields
{
#pragma warning disable CS0612
    public static string GetDeprecatedNamespace(this StartChildWorkflowExecutionCommandAttributes command) => command.Namespace;

    public static string GetDeprecatedNamespace(this SignalExternalWorkflowExecutionCommandAttributes command) => command.Namespace;

    public static string GetDeprecatedNamespace(this RequestCancelExternalWorkflowExecutionCommandAttributes command) => command.Namespace;
#pragma warning restore CS0612
}
