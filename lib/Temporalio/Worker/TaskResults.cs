using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Worker;

/// <summary>Results of tasks whose type is known only at run time.</summary>
internal static class TaskResults
{
    private static readonly ConcurrentDictionary<Type, MethodInvoker?> Getters = new();

    /// <summary>The result of a completed task declared as <paramref name="declared"/>; null for a plain task.</summary>
    public static object? ValueOf(Task task, Type declared)
    {
        var getter = Getters.GetOrAdd(declared, static type =>
            type.IsGenericType && type.GetProperty("Result") is { GetMethod: { } method } ? MethodInvoker.Create(method) : null);
        return getter?.Invoke(task);
    }
}
