namespace Temporalio.Workflows;

/// <summary>Marks a method that handles an update; it returns a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateAttribute : Attribute
{
    /// <summary>The update is named after its method, without <c>Async</c>.</summary>
    public WorkflowUpdateAttribute()
    {
    }

    /// <param name="name">The update's name.</param>
    public WorkflowUpdateAttribute(string name) => Name = name;

    /// <summary>The name, or null for the default.</summary>
    public string? Name { get; }

    /// <summary>
    /// Whether it answers for every update without a handler of its own.
    /// </summary>
    public bool Dynamic { get; set; }

    /// <summary>Text for people, shown in the workflow's metadata.</summary>
    public string? Description { get; set; }

    /// <summary>What to do when the workflow ends while the handler still runs.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; } = HandlerUnfinishedPolicy.WarnAndAbandon;
}
