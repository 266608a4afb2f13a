using Temporalio.Bridge;

namespace Temporalio.Worker;

/// <content>Where the workflow waits, for those who ask by query.</content>
internal sealed partial class WorkflowInstance
{
    private readonly WorkflowStacks stacks;

    private string DescribeWaits() => string.Join('\n', Stacks());

    private EnhancedStackTrace DescribeWaitsInDetail() =>
        new(new(SdkFlags.SdkName, SdkFlags.SdkVersion), new Dictionary<string, object>(), [.. Stacks()]);

    private IEnumerable<EnhancedStackTrace.Stack> Stacks()
    {
        foreach (var (seq, timer) in timers)
        {
            yield return stacks.Of(timer, $"timer {seq} of {timer.Delay}{(timer.Summary is null ? "" : $" ({timer.Summary})")}");
        }

        foreach (var (seq, activity) in activities)
        {
            yield return stacks.Of(activity, $"activity {activity.Task.AsyncState} ({seq})");
        }

        foreach (var (_, child) in children)
        {
            yield return stacks.Of(child, $"child workflow {child.WorkflowId}");
        }

        foreach (var condition in conditions)
        {
            yield return stacks.Of(condition, "condition");
        }

        foreach (var handler in runningHandlers)
        {
            yield return stacks.Of(handler, $"handler of {handler.Name}");
        }
    }
}
