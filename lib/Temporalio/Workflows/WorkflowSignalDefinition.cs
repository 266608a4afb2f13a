using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A signal and its handler.</summary>
public sealed class WorkflowSignalDefinition
{
    private WorkflowSignalDefinition(string? name, string? description, HandlerInvoker invoker, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Invoker = invoker;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>Its name; null when the handler is dynamic.</summary>
    public string? Name { get; }

    /// <summary>Whether it answers for every signal without a handler of its own.</summary>
    public bool Dynamic => Name is null;

    /// <summary>Text for people.</summary>
    public string? Description { get; }

    /// <summary>What to do when the workflow ends while it runs.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal HandlerInvoker Invoker { get; }

    /// <summary>The definition of a method with <see cref="WorkflowSignalAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The method is no signal handler.</exception>
    public static WorkflowSignalDefinition FromMethod(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowSignalAttribute>()
            ?? throw new ArgumentException($"{method.DeclaringType}.{method.Name} is missing the [WorkflowSignal] attribute.");
        RequireTask(method);
        return new(attribute.Dynamic ? null : CallNames.Signal(method), attribute.Description, new(method), attribute.UnfinishedPolicy);
    }

    /// <summary>A handler the workflow registers while it runs.</summary>
    /// <param name="name">The signal; null for a dynamic handler.</param>
    /// <param name="handler">Returns a task.</param>
    /// <param name="unfinishedPolicy">What to do when the workflow ends while it runs.</param>
    /// <param name="description">Text for people.</param>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name, Delegate handler, HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon, string? description = null)
    {
        RequireTask(handler.Method);
        return new(name, description, new(handler), unfinishedPolicy);
    }

    private static void RequireTask(MethodInfo method)
    {
        if (method.ReturnType != typeof(Task))
        {
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} handles a signal and must return Task, not {method.ReturnType}.");
        }
    }
}
