using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Calls a handler: a method of the workflow, or a delegate it registered.</summary>
internal sealed class HandlerInvoker
{
    private readonly MethodInvoker invoker;
    private readonly object? delegateTarget;
    private readonly bool isDelegate;

    public HandlerInvoker(MethodInfo method)
    {
        invoker = MethodInvoker.Create(method);
        Parameters = method.GetParameters();
        ReturnType = method.ReturnType;
    }

    public HandlerInvoker(Delegate handler)
        : this(handler.Method)
    {
        delegateTarget = handler.Target;
        isDelegate = true;
    }

    public ParameterInfo[] Parameters { get; }

    public Type ReturnType { get; }

    public object? Invoke(object instance, object?[] arguments) =>
        invoker.Invoke(isDelegate ? delegateTarget : instance, arguments.AsSpan());
}
