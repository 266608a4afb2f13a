namespace Temporalio.Workflows;

/// <summary>Marks the method or the property that answers a query.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    /// <summary>A query named after its member.</summary>
    public WorkflowQueryAttribute()
    {
    }

    /// <summary>A query with a name of its own.</summary>
    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>Name of the query; null takes it from the member.</summary>
    public string? Name { get; }

    /// <summary>Whether this handler answers every query that no other one does.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Text for user interfaces.</summary>
    public string? Description { get; set; }
}
