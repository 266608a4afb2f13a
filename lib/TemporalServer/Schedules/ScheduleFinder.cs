using TemporalServer.Persistence;
using TemporalServer.Visibility;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Common.V1;

namespace TemporalServer.Schedules;

/// <summary>Finds schedules by the visibility query language: by <c>ScheduleId</c>, <c>TemporalSchedulePaused</c> and custom search attributes.</summary>
internal sealed class ScheduleFinder(Database database)
{
    // Named as executions name them, so that the same compiler serves both
    private const string Source = """
         FROM (SELECT namespace, schedule_id, schedule_id AS workflow_id, NULL AS run_id, NULL AS workflow_type, NULL AS task_queue, 1 AS status,
            created AS start_time, created AS execution_time, NULL AS close_time, NULL AS history_length, NULL AS history_size,
            NULL AS state_transitions, NULL AS parent_workflow_id, NULL AS parent_run_id, NULL AS root_workflow_id, NULL AS root_run_id,
            search_attributes FROM schedules) WHERE namespace =
        """;

    private static readonly SearchAttribute Id = new("ScheduleId", AttributeType.Keyword, "schedule_id");

    /// <summary>The ids of the schedules after one id, by id.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the query is not valid.</exception>
    public List<string> Find(string @namespace, string query, string after, int count) => database.Read(connection =>
    {
        var parsed = QueryParser.Parse(query);
        if (parsed.GroupBy is not null)
        {
            throw InvalidQuery.Because("GROUP BY belongs to a count, not to a listing");
        }

        var sql = Filter(new SqlText().Add("SELECT schedule_id"), @namespace, parsed, AttributeCatalog.Load(connection, @namespace, Id));
        using var command = sql.Add(" AND schedule_id > ").Value(after).Add(" ORDER BY schedule_id LIMIT ").Value((long)count).On(connection);
        using var rows = command.ExecuteReader();
        List<string> ids = [];
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    });

    /// <summary>How many schedules a query selects, in groups when it says so; the value is null without groups.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the query is not valid.</exception>
    public List<(Payload? Value, long Count)> Count(string @namespace, string query) => database.Read(connection =>
    {
        var parsed = QueryParser.Parse(query);
        var catalog = AttributeCatalog.Load(connection, @namespace, Id);
        var grouping = parsed.GroupBy is { } name ? new Grouping(catalog.Find(name), catalog) : null;
        var sql = new SqlText().Add("SELECT count(*)");
        grouping?.Add(sql.Add(", "));
        Filter(sql, @namespace, parsed, catalog);
        using var command = (grouping is null ? sql : sql.Add(" GROUP BY 2 ORDER BY 2 LIMIT ").Value((long)Grouping.MaxGroups)).On(connection);
        using var rows = command.ExecuteReader();
        List<(Payload?, long)> counts = [];
        while (rows.Read())
        {
            counts.Add((grouping?.Value(rows, 1), rows.GetInt64(0)));
        }

        return counts;
    });

    private static SqlText Filter(SqlText sql, string @namespace, VisibilityQuery query, AttributeCatalog catalog)
    {
        sql.Add(Source).Value(@namespace);
        if (query.Filter is { } filter)
        {
            new ConditionCompiler(catalog, sql.Add(" AND (")).Compile(filter);
            sql.Add(")");
        }

        return sql;
    }
}
