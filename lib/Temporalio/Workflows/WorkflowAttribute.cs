namespace Temporalio.Workflows;

/// <summary>Marks a class or an interface as a workflow.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>A workflow named after its type, without the <c>I</c> of an interface.</summary>
    public WorkflowAttribute()
    {
    }

    /// <summary>A workflow with a name of its own.</summary>
    public WorkflowAttribute(string name) => Name = name;

    /// <summary>Name of the workflow type; null takes it from the class.</summary>
    public string? Name { get; }

    /// <summary>Whether this workflow handles every type that no other one does.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Exceptions that fail the workflow instead of suspending its task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }
}
