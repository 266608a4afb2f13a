namespace Temporalio.Workflows;

/// <summary>Marks a method or a property that answers a query; it must not change the workflow.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    /// <summary>The query is named after its method or property.</summary>
    public WorkflowQueryAttribute()
    {
    }

    /// <param name="name">The query's name.</param>
    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>The name, or null for the default.</summary>
    public string? Name { get; }

    /// <summary>
    /// Whether it answers for every query without a handler of its own.
    /// </summary>
    public bool Dynamic { get; set; }

    /// <summary>Text for people, shown in the workflow's metadata.</summary>
    public string? Description { get; set; }
}
