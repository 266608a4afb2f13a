namespace Temporalio.Workflows;

/// <summary>The handlers of one running workflow: those of its class, and those it registers while it runs.</summary>
internal sealed class WorkflowHandlers(WorkflowDefinition definition)
{
    private Dictionary<string, WorkflowSignalDefinition>? signals;
    private Dictionary<string, WorkflowQueryDefinition>? queries;
    private Dictionary<string, WorkflowUpdateDefinition>? updates;

    public IDictionary<string, WorkflowSignalDefinition> Signals => signals ??= new(definition.Signals);

    public IDictionary<string, WorkflowQueryDefinition> Queries => queries ??= new(definition.Queries);

    public IDictionary<string, WorkflowUpdateDefinition> Updates => updates ??= new(definition.Updates);

    public WorkflowSignalDefinition? DynamicSignal { get; set; } = definition.DynamicSignal;

    public WorkflowQueryDefinition? DynamicQuery { get; set; } = definition.DynamicQuery;

    public WorkflowUpdateDefinition? DynamicUpdate { get; set; } = definition.DynamicUpdate;

    public WorkflowSignalDefinition? FindSignal(string name) => Find(signals, definition.Signals, name) ?? DynamicSignal;

    public WorkflowQueryDefinition? FindQuery(string name) => Find(queries, definition.Queries, name) ?? DynamicQuery;

    public WorkflowUpdateDefinition? FindUpdate(string name) => Find(updates, definition.Updates, name) ?? DynamicUpdate;

    private static T? Find<T>(Dictionary<string, T>? own, IReadOnlyDictionary<string, T> shared, string name)
        where T : class => (own ?? shared).TryGetValue(name, out var found) ? found : null;
}
