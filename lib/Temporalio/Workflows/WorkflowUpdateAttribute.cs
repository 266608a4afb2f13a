namespace Temporalio.Workflows;

/// <summary>Marks the handler of an update.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    /// <summary>An update named after its method, without <c>Async</c>.</summary>
    public WorkflowUpdateAttribute()
    {
    }

    /// <summary>An update with a name of its own.</summary>
    public WorkflowUpdateAttribute(string name) => Name = name;

    /// <summary>Name of the update; null takes it from the method.</summary>
    public string? Name { get; }

    /// <summary>Whether this handler takes every update that no other one does.</summary>
    public bool Dynamic { get; set; }

    /// <summary>What happens when the workflow ends while the handler still runs.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;

    /// <summary>Text for user interfaces.</summary>
    public string? Description { get; set; }
}
