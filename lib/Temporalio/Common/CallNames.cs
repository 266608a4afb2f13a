using System.Reflection;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>The names under which workflows, activities and their handlers are known to the server.</summary>
internal static class CallNames
{
    /// <summary>Name of the workflow type whose run method is called.</summary>
    /// <exception cref="ArgumentException">
    /// The method has no <c>[WorkflowRun]</c>, or its type is dynamic or has no <c>[Workflow]</c>.
    /// </exception>
    internal static string Workflow(MethodInfo runMethod)
    {
        Require<WorkflowRunAttribute>(runMethod);
        return Workflow(runMethod.ReflectedType ?? runMethod.DeclaringType!);
    }

    /// <summary>Name of a workflow type.</summary>
    /// <exception cref="ArgumentException">The type is dynamic or has no <c>[Workflow]</c>.</exception>
    internal static string Workflow(Type type)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} is missing the [Workflow] attribute.");
        if (attribute.Dynamic)
        {
            throw new ArgumentException($"{type} is a dynamic workflow, which has no name of its own: start it by name.");
        }

        if (attribute.Name is { } name)
        {
            return name;
        }

        // IOrderWorkflow describes the workflow OrderWorkflow
        var isConventionalInterface = type.IsInterface && type.Name is ['I', >= 'A' and <= 'Z', ..];
        return isConventionalInterface ? type.Name[1..] : type.Name;
    }

    /// <summary>Name of the signal a method handles.</summary>
    internal static string Signal(MethodInfo method)
    {
        var attribute = Require<WorkflowSignalAttribute>(method);
        RequireNotDynamic(attribute.Dynamic, method);
        return attribute.Name ?? WithoutAsync(method);
    }

    /// <summary>Name of the query a method or a property answers.</summary>
    internal static string Query(MemberInfo member)
    {
        var attribute = Require<WorkflowQueryAttribute>(member);
        RequireNotDynamic(attribute.Dynamic, member);
        return attribute.Name ?? member.Name;
    }

    /// <summary>Name of the update a method handles.</summary>
    internal static string Update(MethodInfo method)
    {
        var attribute = Require<WorkflowUpdateAttribute>(method);
        RequireNotDynamic(attribute.Dynamic, method);
        return attribute.Name ?? WithoutAsync(method);
    }

    /// <summary>Name of the activity a method implements.</summary>
    internal static string Activity(MethodInfo method)
    {
        var attribute = Require<ActivityAttribute>(method);
        RequireNotDynamic(attribute.Dynamic, method);
        return attribute.Name ?? WithoutAsync(method);
    }

    /// <summary>Method name without <c>Async</c>, if it returns a task and its name ends so.</summary>
    internal static string WithoutAsync(MethodInfo method) =>
        typeof(Task).IsAssignableFrom(method.ReturnType)
        && method.Name.Length > "Async".Length
        && method.Name.EndsWith("Async", StringComparison.Ordinal)
            ? method.Name[..^"Async".Length]
            : method.Name;

    private static T Require<T>(MemberInfo member)
        where T : Attribute => member.GetCustomAttribute<T>(inherit: true)
            ?? throw new ArgumentException(
                $"{member.DeclaringType}.{member.Name} is missing the [{typeof(T).Name[..^"Attribute".Length]}] attribute.");

    private static void RequireNotDynamic(bool isDynamic, MemberInfo member)
    {
        if (isDynamic)
        {
            throw new ArgumentException(
                $"{member.DeclaringType}.{member.Name} is dynamic and has no name of its own: call it by name.");
        }
    }
}
