using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>What <see cref="Workflow"/> asks of the workflow that is running.</summary>
internal interface IWorkflowContext
{
    bool AllHandlersFinished { get; }

    CancellationToken CancellationToken { get; }

    bool ContinueAsNewSuggested { get; }

    string CurrentDetails { get; set; }

    int CurrentHistoryLength { get; }

    int CurrentHistorySize { get; }

    WorkflowInfo Info { get; }

    object Instance { get; }

    bool IsReplaying { get; }

    ILogger Logger { get; }

    IReadOnlyDictionary<string, IRawValue> Memo { get; }

    MetricMeter MetricMeter { get; }

    IPayloadConverter PayloadConverter { get; }

    Random Random { get; }

    SearchAttributeCollection TypedSearchAttributes { get; }

    DateTime UtcNow { get; }

    WorkflowUpdateInfo? CurrentUpdateInfo { get; }

    WorkflowHandlers Handlers { get; }

    Task DelayAsync(DelayOptions options);

    Task<bool> WaitConditionAsync(WaitConditionOptions options);

    Task<TResult> ExecuteActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options);

    Task<TResult> ExecuteLocalActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, LocalActivityOptions options);

    Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions options);

    Task SignalExternalAsync(
        string id, string? runId, string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options);

    Task CancelExternalAsync(string id, string? runId);

    ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options);

    T WithoutTracing<T>(Func<T> function);

    bool Patch(string patchId, bool deprecated);

    void UpsertMemo(IReadOnlyCollection<MemoUpdate> updates);

    void UpsertTypedSearchAttributes(IReadOnlyCollection<SearchAttributeUpdate> updates);
}
