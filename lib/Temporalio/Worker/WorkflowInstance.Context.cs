using Coresdk.WorkflowCommands;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <content>What the workflow may know and change about itself.</content>
internal sealed partial class WorkflowInstance : IWorkflowContext
{
    private readonly Lazy<ILogger> logger;
    private readonly Lazy<MetricMeter> meter;
    private Dictionary<string, IRawValue> memo = [];
    private WorkflowInfo? info;
    private object? instance;
    private string runId = "";

    public bool AllHandlersFinished => runningHandlers.Count == 0;

    public CancellationToken CancellationToken => cancellation.Token;

    public bool ContinueAsNewSuggested { get; private set; }

    public string CurrentDetails { get; set; } = "";

    public int CurrentHistoryLength { get; private set; }

    public int CurrentHistorySize { get; private set; }

    public WorkflowUpdateInfo? CurrentUpdateInfo => currentUpdate.Value;

    public WorkflowHandlers Handlers { get; }

    public WorkflowInfo Info
    {
        get => info ?? throw new InvalidOperationException("The workflow was not initialised.");
        private set => info = value;
    }

    public object Instance
    {
        get => instance ?? throw new InvalidOperationException("The workflow's constructor is still running.");
        private set => instance = value;
    }

    public bool IsReplaying { get; private set; }

    public ILogger Logger => logger.Value;

    public IReadOnlyDictionary<string, IRawValue> Memo => memo;

    public MetricMeter MetricMeter => meter.Value;

    public IPayloadConverter PayloadConverter => converter;

    public Random Random => random;

    public SearchAttributeCollection TypedSearchAttributes { get; private set; } = SearchAttributeCollection.Empty;

    public DateTime UtcNow => utcNow;

    public bool Patch(string patchId, bool deprecated)
    {
        if (patchMemo.TryGetValue(patchId, out var patched))
        {
            return patched;
        }

        patched = !IsReplaying || notifiedPatches.Contains(patchId);
        patchMemo[patchId] = patched;
        if (patched || deprecated)
        {
            AddCommand(new() { SetPatchMarker = new() { PatchId = patchId, Deprecated = deprecated } });
        }

        return patched;
    }

    public void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates)
    {
        RequireUpdates(updates.Select(update => update.UntypedKey));
        var upserted = new Memo();
        foreach (var update in updates)
        {
            var payload = converter.ToPayload(update.UntypedValue);
            upserted.Fields.Add(update.UntypedKey, payload);
            if (update.HasValue)
            {
                memo[update.UntypedKey] = new RawValue(payload);
            }
            else
            {
                memo.Remove(update.UntypedKey);
            }
        }

        AddCommand(new() { ModifyWorkflowProperties = new ModifyWorkflowProperties { UpsertedMemo = upserted } });
    }

    public void UpsertTypedSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        RequireUpdates(updates.Select(update => update.UntypedKey.Name));
        var attributes = new SearchAttributes();
        foreach (var update in updates)
        {
            attributes.IndexedFields.Add(update.UntypedKey.Name, update.ToUpsertPayload());
        }

        TypedSearchAttributes = TypedSearchAttributes.With(updates);
        AddCommand(new() { UpsertWorkflowSearchAttributes = new() { SearchAttributes = attributes } });
    }

    private static void RequireUpdates(IEnumerable<string> keys)
    {
        var all = keys.ToList();
        if (all.Count == 0 || all.Distinct(StringComparer.Ordinal).Count() != all.Count)
        {
            throw new ArgumentException($"At least one update is needed, and one for each key, not [{string.Join(", ", all)}].");
        }
    }
}
