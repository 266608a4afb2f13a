using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Temporalio.Worker;

/// <summary>Where in the code a workflow waits, as far as that was captured when it began to wait.</summary>
/// <param name="kind">How much is captured.</param>
internal sealed class WorkflowStacks(WorkflowStackTrace kind)
{
    private readonly ConditionalWeakTable<object, StackTrace>? traces = kind == WorkflowStackTrace.None ? null : [];

    /// <summary>The code begins to wait for something.</summary>
    public void Capture(object waitedFor) =>
        traces?.Add(waitedFor, new StackTrace(fNeedFileInfo: kind == WorkflowStackTrace.Normal));

    /// <summary>The lines of one wait, the innermost first.</summary>
    /// <param name="waitedFor">From <see cref="Capture"/>.</param>
    /// <param name="what">In words.</param>
    public EnhancedStackTrace.Stack Of(object waitedFor, string what)
    {
        var locations = new List<EnhancedStackTrace.Location> { new(what, InternalCode: false) };
        if (traces?.TryGetValue(waitedFor, out var trace) == true)
        {
            locations.AddRange(trace.GetFrames().Where(IsMethod).Select(Describe).SkipWhile(location => location.InternalCode));
        }

        return new(locations);
    }

    private static bool IsMethod(StackFrame frame) => frame.GetMethod()?.DeclaringType is not null;

    private static EnhancedStackTrace.Location Describe(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var type = method.DeclaringType!;
        var isInternal = type.Namespace is { } name
            && (name.StartsWith("System", StringComparison.Ordinal) || type.Assembly == typeof(WorkflowStacks).Assembly);
        return new(
            $"{type.FullName}.{method.Name}",
            isInternal,
            frame.GetFileName(),
            frame.GetFileLineNumber() is var line and > 0 ? line : null,
            frame.GetFileColumnNumber() is var column and > 0 ? column : null);
    }
}
