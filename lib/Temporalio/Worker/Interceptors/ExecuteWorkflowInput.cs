using System.Reflection;

namespace Temporalio.Worker.Interceptors;

/// <summary>Input of <see cref="WorkflowInboundInterceptor.ExecuteWorkflowAsync"/>. Its headers are in the workflow's info.</summary>
/// <param name="Instance">The workflow's object.</param>
/// <param name="RunMethod">Its main routine.</param>
/// <param name="Args">What the main routine is called with.</param>
public record ExecuteWorkflowInput(
    object Instance,
    MethodInfo RunMethod,
    object?[] Args);
