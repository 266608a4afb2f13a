using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>An update, its handler, and what may reject it.</summary>
public sealed class WorkflowUpdateDefinition
{
    private WorkflowUpdateDefinition(
        string? name, string? description, HandlerInvoker invoker, HandlerInvoker? validator, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Invoker = invoker;
        Validator = validator;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>Its name; null when the handler is dynamic.</summary>
    public string? Name { get; }

    /// <summary>Whether it answers for every update without a handler of its own.</summary>
    public bool Dynamic => Name is null;

    /// <summary>Text for people.</summary>
    public string? Description { get; }

    /// <summary>What to do when the workflow ends while it runs.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal HandlerInvoker Invoker { get; }

    internal HandlerInvoker? Validator { get; }

    /// <summary>The definition of a method with <see cref="WorkflowUpdateAttribute"/>.</summary>
    /// <param name="method">The handler.</param>
    /// <param name="validatorMethod">Rejects by throwing; takes the same parameters.</param>
    /// <exception cref="ArgumentException">The method is no update handler, or the validator does not match it.</exception>
    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null)
    {
        var attribute = method.GetCustomAttribute<WorkflowUpdateAttribute>()
            ?? throw new ArgumentException($"{method.DeclaringType}.{method.Name} is missing the [WorkflowUpdate] attribute.");
        RequireTask(method);
        if (validatorMethod is not null)
        {
            RequireSameParameters(method, validatorMethod);
        }

        return new(
            attribute.Dynamic ? null : CallNames.Update(method), attribute.Description, new(method),
            validatorMethod is null ? null : new(validatorMethod), attribute.UnfinishedPolicy);
    }

    /// <summary>A handler the workflow registers while it runs.</summary>
    /// <param name="name">The update; null for a dynamic handler.</param>
    /// <param name="handler">Returns a task.</param>
    /// <param name="validator">Rejects by throwing; takes the same parameters.</param>
    /// <param name="unfinishedPolicy">What to do when the workflow ends while it runs.</param>
    /// <param name="description">Text for people.</param>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate handler,
        Delegate? validator = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        RequireTask(handler.Method);
        if (validator is not null)
        {
            RequireSameParameters(handler.Method, validator.Method);
        }

        return new(name, description, new(handler), validator is null ? null : new(validator), unfinishedPolicy);
    }

    private static void RequireTask(MethodInfo method)
    {
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
        {
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} handles an update and must return Task or Task<T>, not {method.ReturnType}.");
        }
    }

    private static void RequireSameParameters(MethodInfo method, MethodInfo validator)
    {
        var same = method.GetParameters().Select(parameter => parameter.ParameterType)
            .SequenceEqual(validator.GetParameters().Select(parameter => parameter.ParameterType));
        if (validator.ReturnType != typeof(void) || !same)
        {
            throw new ArgumentException(
                $"{validator.DeclaringType}.{validator.Name} validates {method.Name} and must return void and take the same parameters.");
        }
    }
}
