namespace Temporalio.Workflows;

/// <summary>Marks the method that is the workflow's main routine.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute
{
}
