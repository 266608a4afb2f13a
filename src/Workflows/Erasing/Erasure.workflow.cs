using Notify.Activities.Erasing;
using Temporalio.Workflows;

namespace Notify.Workflows.Erasing;

/// <summary>
/// Erases one person everywhere. It knows the erasure's id only: whom it is about never stands in a history, an id or a
/// search attribute.
/// </summary>
[Workflow]
public sealed class ErasureWorkflow
{
    // Longer than any step works on one batch of users: what had read the person before they were listed has written by then
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>The workflow's id for an erasure.</summary>
    public static string IdOf(string erasureId) => $"erasure/{erasureId}";

    [WorkflowRun]
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(string erasureId)
    {
        Workflow.CurrentDetails = "Taking the person out of tables, streams, snapshots and deliveries.";
        var counts = await Workflow.ExecuteActivityAsync((ErasureActivities a) => a.EraseAsync(erasureId), Options("erase everywhere"));
        await Workflow.DelayWithOptionsAsync(new(Settling) { Summary = "wait for what was being written" });
        var late = await Workflow.ExecuteActivityAsync((ErasureActivities a) => a.EraseAsync(erasureId), Options("erase what was written meanwhile"));
        var total = new SortedDictionary<string, long>(counts.ToDictionary(), StringComparer.Ordinal);
        foreach (var (place, count) in late)
        {
            total[place] = total.GetValueOrDefault(place) + count;
        }

        await Workflow.ExecuteActivityAsync((ErasureActivities a) => a.ForgetAsync(erasureId), Options("forget who it was"));
        Workflow.CurrentDetails = "The person is out of everything that is kept. Ridding the files of the bytes of what was deleted.";
        await Workflow.ExecuteActivityAsync((ErasureActivities a) => a.ScrubAsync(), Options("rid the files of deleted bytes"));
        await Workflow.ExecuteActivityAsync((ErasureActivities a) => a.CompleteAsync(erasureId, total), Options("write the audit record"));
        Workflow.CurrentDetails = "Done.";
        return total;
    }

    // Without a last attempt: an erasure that was promised is carried out, however long a store cannot be reached
    private static ActivityOptions Options(string summary) => new()
    {
        StartToCloseTimeout = TimeSpan.FromHours(4),
        HeartbeatTimeout = TimeSpan.FromMinutes(2),
        RetryPolicy = new() { MaximumInterval = TimeSpan.FromMinutes(10) },
        Summary = summary,
    };
}
