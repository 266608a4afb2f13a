using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A workflow run as listings show it.</summary>
public class WorkflowExecution
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    internal WorkflowExecution(WorkflowExecutionInfo rawInfo, DataConverter dataConverter)
    {
        RawInfo = rawInfo;
        DataConverter = dataConverter;
        memo = new(() => MemoOf(rawInfo.Memo, dataConverter));
        searchAttributes = new(() => SearchAttributeCollection.FromProto(rawInfo.SearchAttributes));
    }

    /// <summary>When it closed; null while it runs.</summary>
    public DateTime? CloseTime => RawInfo.CloseTime?.ToDateTime();

    /// <summary>When it began to execute, after any start delay.</summary>
    public DateTime? ExecutionTime => RawInfo.ExecutionTime?.ToDateTime();

    /// <summary>Events in its history.</summary>
    public int HistoryLength => (int)RawInfo.HistoryLength;

    /// <summary>Its id.</summary>
    public string Id => RawInfo.Execution.WorkflowId;

    /// <summary>Values shown with the workflow.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Id of the workflow it is a child of.</summary>
    public string? ParentId => RawInfo.ParentExecution?.WorkflowId;

    /// <summary>Run of the workflow it is a child of.</summary>
    public string? ParentRunId => RawInfo.ParentExecution?.RunId;

    /// <summary>Id of the topmost ancestor, itself if it has none.</summary>
    public string? RootId => RawInfo.RootExecution?.WorkflowId;

    /// <summary>Run of the topmost ancestor.</summary>
    public string? RootRunId => RawInfo.RootExecution?.RunId;

    /// <summary>Its run.</summary>
    public string RunId => RawInfo.Execution.RunId;

    /// <summary>When it was started.</summary>
    public DateTime StartTime => RawInfo.StartTime.ToDateTime();

    /// <summary>Whether it runs, or how it ended.</summary>
    public WorkflowExecutionStatus Status => RawInfo.Status;

    /// <summary>Its task queue.</summary>
    public string TaskQueue => RawInfo.TaskQueue;

    /// <summary>Values it is found by.</summary>
    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    /// <summary>Its type.</summary>
    public string WorkflowType => RawInfo.Type.Name;

    internal WorkflowExecutionInfo RawInfo { get; }

    internal DataConverter DataConverter { get; }

    internal static IReadOnlyDictionary<string, IEncodedRawValue> MemoOf(Memo? memo, DataConverter converter) =>
        (memo?.Fields ?? []).ToDictionary(
            field => field.Key, IEncodedRawValue (field) => new EncodedRawValue(converter, field.Value));
}
