using Coresdk.WorkflowActivation;

namespace Temporalio.Bridge;

/// <summary>The order of jobs within an activation: first what the code must know, then handlers, then the rest.</summary>
internal sealed class JobOrder
{
    private readonly List<(long Key, WorkflowActivationJob Job)> handlers = [];

    public WorkflowActivationJob? Initialize { get; set; }

    public WorkflowActivationJob? Seed { get; set; }

    public List<WorkflowActivationJob> Patches { get; } = [];

    public List<WorkflowActivationJob> Others { get; } = [];

    public void AddSignal(long eventId, WorkflowActivationJob job) => handlers.Add((2 * eventId, job));

    /// <param name="sequencingEventId">The update comes right after this event.</param>
    /// <param name="job">The update.</param>
    public void AddUpdate(long sequencingEventId, WorkflowActivationJob job) => handlers.Add(((2 * sequencingEventId) + 1, job));

    public List<WorkflowActivationJob> InOrder()
    {
        var jobs = new List<WorkflowActivationJob>(Patches.Count + handlers.Count + Others.Count + 2);
        if (Initialize is not null)
        {
            jobs.Add(Initialize);
        }

        jobs.AddRange(Patches);
        if (Seed is not null)
        {
            jobs.Add(Seed);
        }

        jobs.AddRange(handlers.OrderBy(handler => handler.Key).Select(handler => handler.Job));
        jobs.AddRange(Others);
        return jobs;
    }
}
