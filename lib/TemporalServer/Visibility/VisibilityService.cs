using Google.Protobuf;
using TemporalServer.Persistence;
using TemporalServer.Rpc;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Visibility;

/// <summary>The RPCs that list and count executions.</summary>
internal sealed class VisibilityService
{
    private const int MaxPageSize = 1000;
    private readonly Database database;
    private readonly VisibilityStore store;

    private VisibilityService(Database database)
    {
        this.database = database;
        store = new VisibilityStore(database);
    }

    /// <summary>Adds the RPCs.</summary>
    public static void Map(ServiceTable table, Database database)
    {
        var service = new VisibilityService(database);
        table.MapWorkflow<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>("ListWorkflowExecutions", (request, _) => Task.FromResult(service.List(request)));
        table.MapWorkflow<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>("ScanWorkflowExecutions", (request, _) => Task.FromResult(service.Scan(request)));
        table.MapWorkflow<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>("CountWorkflowExecutions", (request, _) => Task.FromResult(service.Count(request)));
        table.MapWorkflow<ListOpenWorkflowExecutionsRequest, ListOpenWorkflowExecutionsResponse>("ListOpenWorkflowExecutions", (request, _) => Task.FromResult(service.ListOpen(request)));
        table.MapWorkflow<ListClosedWorkflowExecutionsRequest, ListClosedWorkflowExecutionsResponse>("ListClosedWorkflowExecutions", (request, _) => Task.FromResult(service.ListClosed(request)));
    }

    private ListWorkflowExecutionsResponse List(ListWorkflowExecutionsRequest request)
    {
        var (executions, next) = Page(
            request.Namespace, Ungrouped(request.Query), request.Query, request.PageSize, request.NextPageToken);
        return new ListWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private ScanWorkflowExecutionsResponse Scan(ScanWorkflowExecutionsRequest request)
    {
        var (executions, next) = Page(
            request.Namespace, Ungrouped(request.Query), request.Query, request.PageSize, request.NextPageToken);
        return new ScanWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private CountWorkflowExecutionsResponse Count(CountWorkflowExecutionsRequest request)
    {
        RequireNamespace(request.Namespace);
        var query = QueryParser.Parse(request.Query);
        if (query.GroupBy is not (null or "ExecutionStatus"))
        {
            throw InvalidQuery.Because($"GROUP BY supports ExecutionStatus only, not '{Lexer.Shorten(query.GroupBy)}'");
        }

        var counts = store.CountByStatus(request.Namespace, query);
        var response = new CountWorkflowExecutionsResponse { Count = counts.Sum(group => group.Count) };
        if (query.GroupBy is not null)
        {
            response.Groups.AddRange(counts.Select(group => new CountWorkflowExecutionsResponse.Types.AggregationGroup
            {
                GroupValues = { Keyword(group.Status.ToString()) },
                Count = group.Count,
            }));
        }

        return response;
    }

    private ListOpenWorkflowExecutionsResponse ListOpen(ListOpenWorkflowExecutionsRequest request)
    {
        var terms = new List<Condition> { Status(Comparison.Equal, WorkflowExecutionStatus.Running) };
        AddFilters(terms, "StartTime", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter);
        var (executions, next) = Page(
            request.Namespace, All(terms), Terms(request), request.MaximumPageSize, request.NextPageToken);
        return new ListOpenWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private ListClosedWorkflowExecutionsResponse ListClosed(ListClosedWorkflowExecutionsRequest request)
    {
        var terms = new List<Condition> { Status(Comparison.NotEqual, WorkflowExecutionStatus.Running) };
        if (request.StatusFilter is { } status)
        {
            terms.Add(Status(Comparison.Equal, status.Status));
        }

        AddFilters(terms, "CloseTime", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter);
        var (executions, next) = Page(
            request.Namespace, All(terms), Terms(request), request.MaximumPageSize, request.NextPageToken);
        return new ListClosedWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private (List<Temporalio.Api.Workflow.V1.WorkflowExecutionInfo> Executions, ByteString Next) Page(
        string @namespace, VisibilityQuery query, string text, int pageSize, ByteString token)
    {
        RequireNamespace(@namespace);
        return store.List(@namespace, query, text, pageSize is > 0 and <= MaxPageSize ? pageSize : MaxPageSize, token);
    }

    private static VisibilityQuery Ungrouped(string text)
    {
        var query = QueryParser.Parse(text);
        return query.GroupBy is null ? query : throw InvalidQuery.Because("GROUP BY belongs to a count, not to a listing");
    }

    private static void AddFilters(
        List<Condition> terms, string timeAttribute, StartTimeFilter? time, WorkflowExecutionFilter? execution, WorkflowTypeFilter? type)
    {
        if (time?.EarliestTime is { } earliest)
        {
            terms.Add(new Condition.Compare(timeAttribute, Comparison.GreaterOrEqual, Nanoseconds(earliest)));
        }

        if (time?.LatestTime is { } latest)
        {
            terms.Add(new Condition.Compare(timeAttribute, Comparison.LessOrEqual, Nanoseconds(latest)));
        }

        Equal(terms, "WorkflowId", execution?.WorkflowId);
        Equal(terms, "RunId", execution?.RunId);
        Equal(terms, "WorkflowType", type?.Name);
    }

    private static void Equal(List<Condition> terms, string attribute, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            terms.Add(new Condition.Compare(attribute, Comparison.Equal, new Literal.Text(value)));
        }
    }

    private static Literal.Integer Nanoseconds(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        new(Math.Clamp(time.Seconds, -9_000_000_000, 9_000_000_000) * 1_000_000_000 + time.Nanos);

    private static Condition.Compare Status(Comparison comparison, WorkflowExecutionStatus status) =>
        new("ExecutionStatus", comparison, new Literal.Integer((long)status));

    private static VisibilityQuery All(List<Condition> terms) => new(new Condition.And(terms), [], null);

    // The filters, which a page token is bound to, without what changes from page to page
    private static string Terms(IMessage request)
    {
        var filters = (IMessage)request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        foreach (var field in filters.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.Name is "next_page_token" or "maximum_page_size")
            {
                field.Accessor.Clear(filters);
            }
        }

        return filters.ToByteString().ToBase64();
    }

    private void RequireNamespace(string @namespace)
    {
        var known = database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1 FROM namespaces WHERE name = $name";
            command.Parameters.AddWithValue("$name", @namespace);
            return command.ExecuteScalar() is not null;
        });
        if (!known)
        {
            throw new GrpcStatusException(
                GrpcStatusCode.NotFound, $"Namespace {Lexer.Shorten(@namespace)} is not found.", new NamespaceNotFoundFailure { Namespace = @namespace });
        }
    }

    private static Payload Keyword(string value) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword") },
        Data = ByteString.CopyFromUtf8($"\"{value}\""),
    };
}
