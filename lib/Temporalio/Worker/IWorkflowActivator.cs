using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;

namespace Temporalio.Worker;

/// <summary>The workflow code's side of the seam: what happened goes in, what it wants comes out.</summary>
internal interface IWorkflowActivator
{
    /// <summary>Runs the code until it waits. Never throws; one call at a time.</summary>
    WorkflowActivationCompletion Activate(WorkflowActivation activation);

    /// <summary>The run leaves memory; its code must not run again.</summary>
    void Evict();
}
