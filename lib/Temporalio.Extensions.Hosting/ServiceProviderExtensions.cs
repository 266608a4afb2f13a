using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

/// <summary>Activities whose objects come from dependency injection.</summary>
public static class ServiceProviderExtensions
{
    private static readonly MethodInfo HoldResult = typeof(ServiceProviderExtensions).GetMethod(
        nameof(HoldResultAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The activities of a class; each call has a scope of its own, which ends with the call.</summary>
    /// <exception cref="ArgumentException">The class has no activities.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(
        this IServiceProvider provider, Type type)
    {
        const BindingFlags Methods =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        ActivityDefinition[] definitions =
        [
            .. type.GetMethods(Methods)
                .Where(method => method.IsDefined(typeof(ActivityAttribute), inherit: true))
                .Select(method => provider.CreateDefinition(type, method)),
        ];
        return definitions.Length > 0
            ? definitions
            : throw new ArgumentException($"{type} has no methods with the [Activity] attribute.");
    }

    private static ActivityDefinition CreateDefinition(this IServiceProvider provider, Type type, MethodInfo method)
    {
        var invoker = MethodInvoker.Create(method);
        var hold = method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>)
            ? MethodInvoker.Create(HoldResult.MakeGenericMethod(method.ReturnType.GetGenericArguments()))
            : null;
        return ActivityDefinition.Create(method, args =>
        {
            if (method.IsStatic)
            {
                return invoker.Invoke(null, args.AsSpan());
            }

            var scope = provider.CreateAsyncScope();
            object? result;
            try
            {
                result = invoker.Invoke(scope.ServiceProvider.GetRequiredService(type), args.AsSpan());
            }
            catch
            {
                scope.Dispose();
                throw;
            }

            if (result is Task task)
            {
                return hold is null ? HoldScopeAsync(task, scope) : hold.Invoke(null, task, scope);
            }

            scope.Dispose();
            return result;
        });
    }

    private static async Task HoldScopeAsync(Task task, AsyncServiceScope scope)
    {
        await using (scope)
        {
            await task;
        }
    }

    private static async Task<T> HoldResultAsync<T>(Task<T> task, AsyncServiceScope scope)
    {
        await using (scope)
        {
            return await task;
        }
    }
}
