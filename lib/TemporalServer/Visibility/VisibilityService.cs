using Google.Protobuf;
using TemporalServer.Persistence;
using TemporalServer.Rpc;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Visibility;

/// <summary>The RPCs that list and count executions.</summary>
internal sealed class VisibilityService
{
    private const int MaxPageSize = 1000;
    private readonly Action<string> requireNamespace;
    private readonly VisibilityStore store;

    private VisibilityService(Database database, Action<string> requireNamespace)
    {
        this.requireNamespace = requireNamespace;
        store = new VisibilityStore(database);
    }

    /// <summary>Adds the RPCs.</summary>
    /// <param name="table">Receives them.</param>
    /// <param name="database">Holds the executions.</param>
    /// <param name="requireNamespace">Throws NOT_FOUND for a namespace that is not there.</param>
    public static void Map(ServiceTable table, Database database, Action<string> requireNamespace)
    {
        var service = new VisibilityService(database, requireNamespace);
        table.MapWorkflow<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>("ListWorkflowExecutions", (request, _) => Task.FromResult(service.List(request)));
        table.MapWorkflow<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>("ScanWorkflowExecutions", (request, _) => Task.FromResult(service.Scan(request)));
        table.MapWorkflow<ListArchivedWorkflowExecutionsRequest, ListArchivedWorkflowExecutionsResponse>("ListArchivedWorkflowExecutions", (request, _) => Task.FromResult(service.ListArchived(request)));
        table.MapWorkflow<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>("CountWorkflowExecutions", (request, _) => Task.FromResult(service.Count(request)));
        table.MapWorkflow<ListOpenWorkflowExecutionsRequest, ListOpenWorkflowExecutionsResponse>("ListOpenWorkflowExecutions", (request, _) => Task.FromResult(service.ListOpen(request)));
        table.MapWorkflow<ListClosedWorkflowExecutionsRequest, ListClosedWorkflowExecutionsResponse>("ListClosedWorkflowExecutions", (request, _) => Task.FromResult(service.ListClosed(request)));
    }

    private ListArchivedWorkflowExecutionsResponse ListArchived(ListArchivedWorkflowExecutionsRequest request)
    {
        RequireNamespace(request.Namespace);
        throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, "Cluster is not configured for visibility archival.");
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
        if (query.GroupBy is null)
        {
            return new CountWorkflowExecutionsResponse { Count = store.Count(request.Namespace, query) };
        }

        var groups = store.CountGroups(request.Namespace, query);
        return new CountWorkflowExecutionsResponse
        {
            Count = groups.Sum(static group => group.Count),
            Groups =
            {
                groups.Select(static group => new CountWorkflowExecutionsResponse.Types.AggregationGroup { GroupValues = { group.Value }, Count = group.Count }),
            },
        };
    }

    private ListOpenWorkflowExecutionsResponse ListOpen(ListOpenWorkflowExecutionsRequest request)
    {
        var terms = new List<Condition> { new Condition.IsNull("CloseTime") };
        AddFilters(terms, "StartTime", request.StartTimeFilter, request.ExecutionFilter, request.TypeFilter);
        var (executions, next) = Page(
            request.Namespace, All(terms), Terms(request), request.MaximumPageSize, request.NextPageToken);
        return new ListOpenWorkflowExecutionsResponse { Executions = { executions }, NextPageToken = next };
    }

    private ListClosedWorkflowExecutionsResponse ListClosed(ListClosedWorkflowExecutionsRequest request)
    {
        var terms = new List<Condition> { new Condition.Not(new Condition.IsNull("CloseTime")) };
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

    private void RequireNamespace(string name) => requireNamespace(name);
}
