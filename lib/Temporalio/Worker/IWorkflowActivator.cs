using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;

namespace Temporalio.Worker;

/// <summary>
/// The workflow code's side of the seam: what happened goes in, what it wants comes out. Disposed when the run leaves
/// memory, even while a thread is stuck in its code: what the code began then ends, nothing of it begins any more.
/// </summary>
internal interface IWorkflowActivator : IDisposable
{
    /// <summary>Runs the code until it waits. What the code throws is in the completion. One call at a time.</summary>
    WorkflowActivationCompletion Activate(WorkflowActivation activation);
}
