using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;

namespace Temporalio.Worker;

/// <summary>The workflow code's side of the seam: what happened goes in, what it wants comes out. Disposed when
/// the run leaves memory; its code does not run again.</summary>
internal interface IWorkflowActivator : IDisposable
{
    /// <summary>Runs the code until it waits. Never throws; one call at a time.</summary>
    WorkflowActivationCompletion Activate(WorkflowActivation activation);
}
