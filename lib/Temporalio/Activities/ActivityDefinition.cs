using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Activities;

/// <summary>An activity and how it is invoked.</summary>
public sealed class ActivityDefinition
{
    private readonly Func<object?[], object?> invoker;

    private ActivityDefinition(
        string? name, Type returnType, IReadOnlyCollection<Type> parameterTypes, int requiredParameterCount,
        Func<object?[], object?> invoker, IReadOnlyList<object?> defaults)
    {
        Name = name;
        ReturnType = returnType;
        ParameterTypes = parameterTypes;
        RequiredParameterCount = requiredParameterCount;
        this.invoker = invoker;
        Defaults = defaults;
    }

    /// <summary>Its name; null when it is dynamic.</summary>
    public string? Name { get; }

    /// <summary>Whether it answers for every activity type without a definition of its own.</summary>
    public bool Dynamic => Name is null;

    /// <summary>What its method returns, a task included.</summary>
    public Type ReturnType { get; }

    /// <summary>What its method takes.</summary>
    public IReadOnlyCollection<Type> ParameterTypes { get; }

    /// <summary>How many parameters have no default.</summary>
    public int RequiredParameterCount { get; }

    internal IReadOnlyList<object?> Defaults { get; }

    /// <summary>The activity a delegate's method is, by its attribute.</summary>
    /// <exception cref="ArgumentException">The method is no proper activity.</exception>
    public static ActivityDefinition Create(Delegate activityDelegate)
    {
        var method = MethodInvoker.Create(activityDelegate.Method);
        return Create(activityDelegate.Method, args => method.Invoke(activityDelegate.Target, args.AsSpan()));
    }

    /// <summary>The activity a method is, by its attribute.</summary>
    /// <param name="method">The method.</param>
    /// <param name="invoker">Calls it.</param>
    /// <exception cref="ArgumentException">The method is no proper activity.</exception>
    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>()
            ?? throw new ArgumentException($"{method.DeclaringType}.{method.Name} is missing the [Activity] attribute.");
        var parameters = method.GetParameters();
        if (attribute.Dynamic && (parameters.Length != 1 || parameters[0].ParameterType != typeof(Converters.IRawValue[])))
        {
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} is dynamic and must take exactly one IRawValue[].");
        }

        return new(
            attribute.Dynamic ? null : CallNames.Activity(method), method.ReturnType,
            [.. parameters.Select(parameter => parameter.ParameterType)],
            parameters.Count(parameter => !parameter.HasDefaultValue), invoker,
            [.. parameters.Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : null)]);
    }

    /// <summary>An activity without attribute.</summary>
    /// <param name="name">Its name; null for a dynamic one.</param>
    /// <param name="returnType">What it returns, a task included.</param>
    /// <param name="parameterTypes">What it takes.</param>
    /// <param name="requiredParameterCount">How many of them are needed.</param>
    /// <param name="invoker">Runs it.</param>
    public static ActivityDefinition Create(
        string? name, Type returnType, IReadOnlyCollection<Type> parameterTypes, int requiredParameterCount, Func<object?[], object?> invoker) =>
        new(name, returnType, parameterTypes, requiredParameterCount, invoker, new object?[parameterTypes.Count]);

    /// <summary>All methods of a class that have <see cref="ActivityAttribute"/>.</summary>
    /// <param name="instance">Target of its instance methods; null if it has none.</param>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) => CreateAll(typeof(T), instance);

    /// <summary>All methods of a class that have <see cref="ActivityAttribute"/>.</summary>
    /// <param name="type">The class.</param>
    /// <param name="instance">Target of its instance methods; null if it has none.</param>
    /// <exception cref="ArgumentException">There are none, or they need an instance.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var definitions = new List<ActivityDefinition>();
        foreach (var method in type.GetMethods(Members).Where(m => m.GetCustomAttribute<ActivityAttribute>() is not null))
        {
            if (!method.IsStatic && instance is null)
            {
                throw new ArgumentException($"{type}.{method.Name} is an instance method; give the instance to call it on.");
            }

            var call = MethodInvoker.Create(method);
            definitions.Add(Create(method, args => call.Invoke(method.IsStatic ? null : instance, args.AsSpan())));
        }

        return definitions.Count > 0
            ? definitions
            : throw new ArgumentException($"{type} has no methods with the [Activity] attribute.");
    }

    /// <summary>Runs the activity and waits for its result; null for one without.</summary>
    public async Task<object?> InvokeAsync(object?[] parameters)
    {
        var result = invoker(parameters);
        if (result is not Task task)
        {
            return result;
        }

        await task.ConfigureAwait(false);
        return Worker.TaskResults.ValueOf(task, ReturnType == typeof(object) ? task.GetType() : ReturnType);
    }
}
