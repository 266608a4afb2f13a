namespace Temporalio.Bridge;

/// <summary>Which run of which workflow.</summary>
/// <param name="Namespace">Namespace it lives in.</param>
/// <param name="WorkflowId">Its id.</param>
/// <param name="RunId">Its run.</param>
/// <param name="TaskQueue">The task queue this worker serves.</param>
internal sealed record RunIdentity(string Namespace, string WorkflowId, string RunId, string TaskQueue);
