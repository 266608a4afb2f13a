using System.Collections.Frozen;
using Microsoft.Data.Sqlite;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Visibility;

/// <summary>The search attributes of one namespace: Temporal's own, and those its operators added.</summary>
/// <param name="custom">Those added, with their types.</param>
/// <param name="own">Those that only this kind of execution has; null for none.</param>
internal sealed class AttributeCatalog(IReadOnlyDictionary<string, AttributeType> custom, SearchAttribute? own = null)
{
    private static readonly FrozenDictionary<string, SearchAttribute> System = new SearchAttribute[]
    {
        new("WorkflowId", AttributeType.Keyword, "workflow_id"),
        new("RunId", AttributeType.Keyword, "run_id"),
        new("WorkflowType", AttributeType.Keyword, "workflow_type"),
        new("TaskQueue", AttributeType.Keyword, "task_queue"),
        new("ExecutionStatus", AttributeType.Status, "status"),
        new("StartTime", AttributeType.Datetime, "start_time"),
        new("ExecutionTime", AttributeType.Datetime, "execution_time"),
        new("CloseTime", AttributeType.Datetime, "close_time"),
        new("ExecutionDuration", AttributeType.Duration, "(close_time - execution_time)"),
        new("HistoryLength", AttributeType.Int, "history_length"),
        new("HistorySizeBytes", AttributeType.Int, "history_size"),
        new("StateTransitionCount", AttributeType.Int, "state_transitions"),
        new("ParentWorkflowId", AttributeType.Keyword, "parent_workflow_id"),
        new("ParentRunId", AttributeType.Keyword, "parent_run_id"),
        new("RootWorkflowId", AttributeType.Keyword, "root_workflow_id"),
        new("RootRunId", AttributeType.Keyword, "root_run_id"),
        new("TemporalScheduledById", AttributeType.Keyword),
        new("TemporalScheduledStartTime", AttributeType.Datetime),
        new("TemporalSchedulePaused", AttributeType.Bool),
        new("TemporalChangeVersion", AttributeType.KeywordList),
        new("TemporalNamespaceDivision", AttributeType.Keyword),
        new("BinaryChecksums", AttributeType.KeywordList),
        new("BuildIds", AttributeType.KeywordList),
        new("BatcherNamespace", AttributeType.Keyword),
        new("BatcherUser", AttributeType.Keyword),
        new("TemporalPauseInfo", AttributeType.KeywordList),
        new("TemporalReportedProblems", AttributeType.KeywordList),
        new("TemporalWorkerDeploymentVersion", AttributeType.Keyword),
        new("TemporalWorkflowVersioningBehavior", AttributeType.Keyword),
        new("TemporalWorkerDeployment", AttributeType.Keyword),
    }.ToFrozenDictionary(attribute => attribute.Name, StringComparer.Ordinal);

    /// <summary>Reads a namespace's attributes.</summary>
    public static AttributeCatalog Load(SqliteConnection connection, string @namespace, SearchAttribute? own = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, type FROM search_attributes WHERE namespace = $namespace";
        command.Parameters.AddWithValue("$namespace", @namespace);
        using var rows = command.ExecuteReader();
        var custom = new Dictionary<string, AttributeType>(StringComparer.Ordinal);
        while (rows.Read())
        {
            if (TypeOf((IndexedValueType)rows.GetInt32(1)) is { } type)
            {
                custom[rows.GetString(0)] = type;
            }
        }

        return new AttributeCatalog(custom, own);
    }

    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the namespace has no such attribute.</exception>
    public SearchAttribute Find(string name) =>
        name == own?.Name ? own
        : System.TryGetValue(name, out var known) ? known
        : custom.TryGetValue(name, out var type) ? new SearchAttribute(name, type)
        : throw InvalidQuery.Because(
            $"'{Excerpt.Of(name)}' is not a search attribute of this namespace; add it first (temporal operator search-attribute create)");

    private static AttributeType? TypeOf(IndexedValueType type) => type switch
    {
        IndexedValueType.Text => AttributeType.Text,
        IndexedValueType.Keyword => AttributeType.Keyword,
        IndexedValueType.Int => AttributeType.Int,
        IndexedValueType.Double => AttributeType.Double,
        IndexedValueType.Bool => AttributeType.Bool,
        IndexedValueType.Datetime => AttributeType.Datetime,
        IndexedValueType.KeywordList => AttributeType.KeywordList,
        _ => null,
    };
}
