using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A query and what answers it.</summary>
public sealed class WorkflowQueryDefinition
{
    private WorkflowQueryDefinition(string? name, string? description, HandlerInvoker invoker)
    {
        Name = name;
        Description = description;
        Invoker = invoker;
    }

    /// <summary>Its name; null when the handler is dynamic.</summary>
    public string? Name { get; }

    /// <summary>Whether it answers every query without a handler of its own.</summary>
    public bool Dynamic => Name is null;

    /// <summary>Text for people.</summary>
    public string? Description { get; }

    internal HandlerInvoker Invoker { get; }

    /// <summary>The definition of a method with <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The method answers no query.</exception>
    public static WorkflowQueryDefinition FromMethod(MethodInfo method)
    {
        var attribute = Require(method);
        RequireValue(method);
        return new(attribute.Dynamic ? null : CallNames.Query(method), attribute.Description, new(method));
    }

    /// <summary>The definition of a property with <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <exception cref="ArgumentException">The property answers no query.</exception>
    public static WorkflowQueryDefinition FromProperty(PropertyInfo property)
    {
        var attribute = Require(property);
        var getter = property.GetMethod
            ?? throw new ArgumentException($"{property.DeclaringType}.{property.Name} answers a query and needs a getter.");
        return new(CallNames.Query(property), attribute.Description, new(getter));
    }

    /// <summary>A handler the workflow registers while it runs.</summary>
    /// <param name="name">The query; null for a dynamic handler.</param>
    /// <param name="handler">Returns a value, not a task.</param>
    /// <param name="description">Text for people.</param>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate handler, string? description = null)
    {
        RequireValue(handler.Method);
        return new(name, description, new(handler));
    }

    private static WorkflowQueryAttribute Require(MemberInfo member) => member.GetCustomAttribute<WorkflowQueryAttribute>()
        ?? throw new ArgumentException($"{member.DeclaringType}.{member.Name} is missing the [WorkflowQuery] attribute.");

    private static void RequireValue(MethodInfo method)
    {
        if (method.ReturnType == typeof(void) || typeof(Task).IsAssignableFrom(method.ReturnType))
        {
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} answers a query and must return a value, not {method.ReturnType}.");
        }
    }
}
