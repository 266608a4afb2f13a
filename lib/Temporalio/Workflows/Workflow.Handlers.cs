namespace Temporalio.Workflows;

/// <content>Handlers registered while the workflow runs.</content>
public static partial class Workflow
{
    /// <summary>Signal handlers by name; changes count for this workflow only.</summary>
    public static IDictionary<string, WorkflowSignalDefinition> Signals => Context.Handlers.Signals;

    /// <summary>Query handlers by name; changes count for this workflow only.</summary>
    public static IDictionary<string, WorkflowQueryDefinition> Queries => Context.Handlers.Queries;

    /// <summary>Update handlers by name; changes count for this workflow only.</summary>
    public static IDictionary<string, WorkflowUpdateDefinition> Updates => Context.Handlers.Updates;

    /// <summary>Handler of signals without a handler of their own.</summary>
    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Context.Handlers.DynamicSignal;
        set => Context.Handlers.DynamicSignal = value;
    }

    /// <summary>Handler of queries without a handler of their own.</summary>
    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Context.Handlers.DynamicQuery;
        set => Context.Handlers.DynamicQuery = value;
    }

    /// <summary>Handler of updates without a handler of their own.</summary>
    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => Context.Handlers.DynamicUpdate;
        set => Context.Handlers.DynamicUpdate = value;
    }
}
