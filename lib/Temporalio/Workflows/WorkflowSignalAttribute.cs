namespace Temporalio.Workflows;

/// <summary>Marks the handler of a signal.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    /// <summary>A signal named after its method, without <c>Async</c>.</summary>
    public WorkflowSignalAttribute()
    {
    }

    /// <summary>A signal with a name of its own.</summary>
    public WorkflowSignalAttribute(string name) => Name = name;

    /// <summary>Name of the signal; null takes it from the method.</summary>
    public string? Name { get; }

    /// <summary>Whether this handler takes every signal that no other one does.</summary>
    public bool Dynamic { get; set; }

    /// <summary>What happens when the workflow ends while the handler still runs.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;

    /// <summary>Text for user interfaces.</summary>
    public string? Description { get; set; }
}
