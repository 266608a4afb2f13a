namespace Temporalio.Worker;

/// <summary>How much a worker knows of where its workflows wait.</summary>
public enum WorkflowStackTrace
{
    /// <summary>What they wait for.</summary>
    None,

    /// <summary>The lines of code too; captured at every wait.</summary>
    Normal,

    /// <summary>The methods, without files and lines; captured at every wait.</summary>
    WithoutFileInfo,
}
