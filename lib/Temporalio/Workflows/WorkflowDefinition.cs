using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A workflow type, as its attributes describe it.</summary>
public sealed class WorkflowDefinition
{
    private const BindingFlags Constructors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const BindingFlags Members = Constructors | BindingFlags.Static;
    private readonly ConstructorInfo? constructor;
    private readonly Dictionary<string, WorkflowSignalDefinition> signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkflowQueryDefinition> queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkflowUpdateDefinition> updates = new(StringComparer.Ordinal);

    private WorkflowDefinition(Type type, WorkflowAttribute attribute, Func<object?[], object?>? instanceCreator)
    {
        Type = type;
        Name = attribute.Dynamic ? null : CallNames.Workflow(type);
        FailureExceptionTypes = attribute.FailureExceptionTypes;
        RunMethod = FindRunMethod(type);
        Run = new(RunMethod);
        var init = type.GetConstructors(Constructors).SingleOrDefault(c => c.GetCustomAttribute<WorkflowInitAttribute>() is not null);
        IsInitializedWithArguments = init is not null;
        constructor = init ?? type.GetConstructor(Constructors, []);
        InstanceCreator = instanceCreator ?? Construct;
        if (instanceCreator is null && constructor is null)
        {
            throw new ArgumentException($"{type} needs a constructor without parameters, or one with [WorkflowInit].");
        }

        CollectHandlers();
    }

    /// <summary>Its name; null when it is dynamic.</summary>
    public string? Name { get; }

    /// <summary>Whether it answers for every workflow type that is not registered.</summary>
    public bool Dynamic => Name is null;

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The main routine.</summary>
    public MethodInfo RunMethod { get; }

    /// <summary>Signals by name.</summary>
    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => signals;

    /// <summary>Queries by name.</summary>
    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => queries;

    /// <summary>Updates by name.</summary>
    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates => updates;

    /// <summary>Handler of signals without a handler of their own.</summary>
    public WorkflowSignalDefinition? DynamicSignal { get; private set; }

    /// <summary>Handler of queries without a handler of their own.</summary>
    public WorkflowQueryDefinition? DynamicQuery { get; private set; }

    /// <summary>Handler of updates without a handler of their own.</summary>
    public WorkflowUpdateDefinition? DynamicUpdate { get; private set; }

    /// <summary>Exceptions that fail the workflow instead of its task.</summary>
    public IReadOnlyCollection<Type>? FailureExceptionTypes { get; }

    internal HandlerInvoker Run { get; }

    internal bool IsInitializedWithArguments { get; }

    internal Func<object?[], object?> InstanceCreator { get; }

    /// <summary>Reads the attributes of a class.</summary>
    /// <exception cref="ArgumentException">The class is no proper workflow; the message says why.</exception>
    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <summary>Reads the attributes of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="instanceCreator">Makes an instance from the run arguments; null for the constructor.</param>
    /// <exception cref="ArgumentException">The class is no proper workflow; the message says why.</exception>
    public static WorkflowDefinition Create(Type type, Func<object?[], object?>? instanceCreator = null)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} is missing the [Workflow] attribute.");
        if (type.IsAbstract || type.IsInterface)
        {
            throw new ArgumentException($"{type} is abstract; register the class that implements it.");
        }

        return new(type, attribute, instanceCreator);
    }

    private static MethodInfo FindRunMethod(Type type)
    {
        var runs = type.GetMethods(Members).Where(m => m.GetCustomAttribute<WorkflowRunAttribute>() is not null).ToList();
        if (runs is not [var run])
        {
            throw new ArgumentException($"{type} has {runs.Count} methods with [WorkflowRun]; a workflow has exactly one.");
        }

        return typeof(Task).IsAssignableFrom(run.ReturnType)
            ? run
            : throw new ArgumentException($"{type}.{run.Name} must return Task or Task<T>, not {run.ReturnType}.");
    }

    private void CollectHandlers()
    {
        var methods = Type.GetMethods(Members);
        var validators = methods
            .Select(method => (method, attribute: method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>()))
            .Where(pair => pair.attribute is not null)
            .ToDictionary(pair => pair.attribute!.UpdateMethod, pair => pair.method);
        foreach (var method in methods)
        {
            if (method.GetCustomAttribute<WorkflowSignalAttribute>() is not null)
            {
                var signal = WorkflowSignalDefinition.FromMethod(method);
                DynamicSignal = Add(signals, signal.Name, signal, DynamicSignal);
            }
            else if (method.GetCustomAttribute<WorkflowQueryAttribute>() is not null)
            {
                var query = WorkflowQueryDefinition.FromMethod(method);
                DynamicQuery = Add(queries, query.Name, query, DynamicQuery);
            }
            else if (method.GetCustomAttribute<WorkflowUpdateAttribute>() is not null)
            {
                validators.Remove(method.Name, out var validator);
                var update = WorkflowUpdateDefinition.FromMethod(method, validator);
                DynamicUpdate = Add(updates, update.Name, update, DynamicUpdate);
            }
        }

        foreach (var property in Type.GetProperties(Members).Where(p => p.GetCustomAttribute<WorkflowQueryAttribute>() is not null))
        {
            var query = WorkflowQueryDefinition.FromProperty(property);
            Add(queries, query.Name, query, null);
        }

        if (validators.Count > 0)
        {
            throw new ArgumentException($"{Type} has a validator for {validators.Keys.First()}, which is no update of it.");
        }
    }

    private T? Add<T>(Dictionary<string, T> named, string? name, T definition, T? dynamic)
        where T : class
    {
        if (name is null)
        {
            return dynamic is null
                ? definition
                : throw new ArgumentException($"{Type} has more than one dynamic handler of the same kind.");
        }

        return named.TryAdd(name, definition)
            ? dynamic
            : throw new ArgumentException($"{Type} has more than one handler named {name}.");
    }

    private object? Construct(object?[] args) => constructor!.Invoke(
        BindingFlags.DoNotWrapExceptions, null, IsInitializedWithArguments ? args : [], null);
}
