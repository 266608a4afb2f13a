using Temporalio.Worker;

namespace Temporalio.Bridge;

/// <summary>A run in memory: what its history said so far, and its code where it waits.</summary>
internal sealed class CachedRun(RunIdentity identity) : IDisposable
{
    public RunIdentity Identity => identity;

    /// <summary>Tasks of one run are handled one after another.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public WorkflowMachines Machines { get; private set; } = new(identity);

    /// <summary>The code; null until the first activation.</summary>
    public IWorkflowActivator? Activator { get; set; }

    /// <summary>Its workflow type.</summary>
    public string WorkflowType { get; set; } = "";

    public LocalActivityRuns LocalActivities { get; private set; } = new();

    /// <summary>Forgets everything; the next task replays from the start.</summary>
    public void Reset()
    {
        Activator?.Dispose();
        Activator = null;
        LocalActivities.Dispose();
        LocalActivities = new();
        Machines = new(identity);
    }

    public void Dispose()
    {
        Activator?.Dispose();
        LocalActivities.Dispose();
        Gate.Dispose();
    }
}
