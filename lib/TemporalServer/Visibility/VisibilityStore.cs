using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using TemporalServer.Persistence;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace TemporalServer.Visibility;

/// <summary>Finds and counts executions.</summary>
internal sealed class VisibilityStore(Database database)
{
    private const string Columns = """
        SELECT workflow_id, run_id, workflow_type, task_queue, status, start_time, execution_time, close_time,
            history_length, history_size, state_transitions, parent_workflow_id, parent_run_id, root_workflow_id, root_run_id,
            search_attributes_blob, memo
        """;

    private const int FirstSortColumn = 17;

    /// <summary>One page of executions.</summary>
    /// <param name="namespace">Where they run.</param>
    /// <param name="query">As parsed from <paramref name="queryText"/>.</param>
    /// <param name="queryText">What a page token is bound to.</param>
    /// <param name="pageSize">At most so many.</param>
    /// <param name="pageToken">Empty for the first page.</param>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the query or the token is not valid.</exception>
    public (List<WorkflowExecutionInfo> Executions, ByteString NextPageToken) List(
        string @namespace, VisibilityQuery query, string queryText, int pageSize, ByteString pageToken) => database.Read(connection =>
    {
        var catalog = AttributeCatalog.Load(connection, @namespace);
        var order = new SortOrder(query.OrderBy, catalog);
        var sql = new SqlText().Add(Columns);
        order.AddColumns(sql);
        sql.Add(" FROM visibility");
        AddFilter(sql, @namespace, query.Filter, catalog);
        if (PageToken.Read(pageToken, @namespace, queryText, order.KeyCount) is { } place)
        {
            order.AddAfter(sql, place);
        }

        order.AddOrderBy(sql);
        using var command = sql.Add(" LIMIT ").Value((long)pageSize + 1).On(connection);
        using var rows = command.ExecuteReader();
        var executions = new List<WorkflowExecutionInfo>();
        List<object> last = [];
        while (rows.Read())
        {
            if (executions.Count == pageSize)
            {
                return (executions, PageToken.Write(@namespace, queryText, last));
            }

            executions.Add(ReadExecution(rows));
            last = order.Place(rows, FirstSortColumn);
        }

        return (executions, ByteString.Empty);
    });

    /// <summary>How many executions the query selects.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the query is not valid.</exception>
    public long Count(string @namespace, VisibilityQuery query) => database.Read(connection =>
    {
        var sql = Counted(new SqlText().Add("SELECT "), query, by: null);
        AddFilter(sql, @namespace, query.Filter, AttributeCatalog.Load(connection, @namespace));
        using var command = sql.On(connection);
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>How many executions the query selects for each value of what it groups by.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the query is not valid.</exception>
    public List<(Payload Value, long Count)> CountGroups(string @namespace, VisibilityQuery query) => database.Read(connection =>
    {
        var catalog = AttributeCatalog.Load(connection, @namespace);
        var grouping = new Grouping(catalog.Find(query.GroupBy!), catalog);
        var sql = Counted(grouping.Add(new SqlText().Add("SELECT ")).Add(", "), query, query.GroupBy);
        AddFilter(sql, @namespace, query.Filter, catalog);
        using var command = sql.Add(" GROUP BY 1 HAVING executions > 0 ORDER BY 1 LIMIT ").Value((long)Grouping.MaxGroups).On(connection);
        using var rows = command.ExecuteReader();
        var groups = new List<(Payload, long)>();
        while (rows.Read())
        {
            groups.Add((grouping.Value(rows, 0), rows.GetInt64(1)));
        }

        return groups;
    });

    // What asks for type and status alone adds up a few maintained counts, however many executions there are
    private static SqlText Counted(SqlText sql, VisibilityQuery query, string? by) =>
        (query.Filter?.Attributes ?? []).Append(by ?? "WorkflowType").All(static name => name is "WorkflowType" or "ExecutionStatus")
            ? sql.Add("ifnull(sum(count), 0) AS executions FROM visibility_counts") : sql.Add("count(*) AS executions FROM visibility");

    private static void AddFilter(SqlText sql, string @namespace, Condition? filter, AttributeCatalog catalog)
    {
        sql.Add(" WHERE namespace = ").Value(@namespace);
        if (filter is not null)
        {
            new ConditionCompiler(catalog, sql.Add(" AND (")).Compile(filter);
            sql.Add(")");
        }
    }

    private static WorkflowExecutionInfo ReadExecution(SqliteDataReader row)
    {
        var info = new WorkflowExecutionInfo
        {
            Execution = new WorkflowExecution { WorkflowId = row.GetString(0), RunId = row.GetString(1) },
            Type = new WorkflowType { Name = row.GetString(2) },
            TaskQueue = row.GetString(3),
            Status = (WorkflowExecutionStatus)row.GetInt32(4),
            StartTime = Time(row, 5),
            ExecutionTime = Time(row, 6),
            CloseTime = Time(row, 7),
            HistoryLength = row.IsDBNull(8) ? 0 : row.GetInt64(8),
            HistorySizeBytes = row.IsDBNull(9) ? 0 : row.GetInt64(9),
            StateTransitionCount = row.IsDBNull(10) ? 0 : row.GetInt64(10),
            ParentExecution = Execution(row, 11),
            RootExecution = Execution(row, 13),
        };
        if (info.CloseTime is not null)
        {
            info.ExecutionDuration = info.CloseTime - info.ExecutionTime;
        }

        if (!row.IsDBNull(15))
        {
            info.SearchAttributes = SearchAttributes.Parser.ParseFrom(row.GetFieldValue<byte[]>(15));
        }

        if (!row.IsDBNull(16))
        {
            info.Memo = Memo.Parser.ParseFrom(row.GetFieldValue<byte[]>(16));
        }

        return info;
    }

    private static Timestamp? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Timestamp.FromDateTime(new DateTime(row.GetInt64(column), DateTimeKind.Utc));

    private static WorkflowExecution? Execution(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new WorkflowExecution { WorkflowId = row.GetString(column), RunId = row.IsDBNull(column + 1) ? "" : row.GetString(column + 1) };
}
