namespace Temporalio.Workflows;

/// <summary>Marks a method that rejects an update by throwing, before anything of it is recorded.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute : Attribute
{
    /// <param name="updateMethod">Name of the method that handles the update; use <c>nameof</c>.</param>
    public WorkflowUpdateValidatorAttribute(string updateMethod) => UpdateMethod = updateMethod;

    /// <summary>Name of the method that handles the update.</summary>
    public string UpdateMethod { get; }
}
