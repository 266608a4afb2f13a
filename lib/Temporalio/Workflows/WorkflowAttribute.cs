namespace Temporalio.Workflows;

/// <summary>Marks a class or an interface as a workflow.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>The workflow is named after its type; an interface drops its leading <c>I</c>.</summary>
    public WorkflowAttribute()
    {
    }

    /// <param name="name">The workflow type's name.</param>
    public WorkflowAttribute(string name) => Name = name;

    /// <summary>The name, or null for the default.</summary>
    public string? Name { get; }

    /// <summary>
    /// Whether it answers for every workflow type without a handler of its own.
    /// </summary>
    public bool Dynamic { get; set; }

    /// <summary>
    /// Exceptions of these types fail the workflow instead of the workflow task, besides those that always do.
    /// </summary>
#pragma warning disable CA1819 // attribute arguments are arrays
    public Type[]? FailureExceptionTypes { get; set; }
#pragma warning restore CA1819
}
