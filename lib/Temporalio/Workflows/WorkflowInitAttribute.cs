namespace Temporalio.Workflows;

/// <summary>Marks the constructor that takes the same arguments as the run method, before any handler runs.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
public sealed class WorkflowInitAttribute : Attribute
{
}
