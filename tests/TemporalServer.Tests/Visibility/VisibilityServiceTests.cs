using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using Status = Temporalio.Api.Enums.V1.WorkflowExecutionStatus;

namespace TemporalServer.Tests.Visibility;

public sealed class VisibilityServiceTests : IAsyncLifetime
{
    private static readonly string[] Both = ["x", "y"];
    private static readonly string[] One = ["y"];
    private readonly VisibilityFixture visibility = new();

    public async ValueTask InitializeAsync()
    {
        await visibility.AddNamespaceAsync(
            "default",
            ("City", IndexedValueType.Keyword),
            ("Tags", IndexedValueType.KeywordList),
            ("Note", IndexedValueType.Text),
            ("Amount", IndexedValueType.Int),
            ("Score", IndexedValueType.Double),
            ("Vip", IndexedValueType.Bool),
            ("Due", IndexedValueType.Datetime));
        await visibility.AddAsync("a", 0, Status.Completed, new { City = "Oslo", Tags = Both, Amount = 5, Score = 0.5, Vip = true });
        await visibility.AddAsync("b", 60, Status.Failed, new { City = "Rome", Note = "late Delivery again", Amount = 50, Due = VisibilityFixture.Epoch.AddDays(1).Ticks });
        await visibility.AddAsync("c", 120, Status.Running, new { City = "Os%o", Tags = One, Vip = false });
        await visibility.AddAsync("ab", 180, Status.Running, type: "refund");
        await visibility.AddAsync("other", 0, @namespace: "elsewhere");
    }

    public ValueTask DisposeAsync()
    {
        visibility.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("", "ab c b a")]
    [InlineData("WorkflowId = 'a'", "a")]
    [InlineData("WorkflowId STARTS_WITH 'a'", "ab a")]
    [InlineData("WorkflowId NOT STARTS_WITH 'a'", "c b")]
    [InlineData("WorkflowId > 'ab'", "c b")]
    [InlineData("RunId = 'run-b'", "b")]
    [InlineData("WorkflowType != 'order'", "ab")]
    [InlineData("TaskQueue = 'queue' AND ExecutionStatus = 'Running'", "ab c")]
    [InlineData("ExecutionStatus IN ('Completed', 'WORKFLOW_EXECUTION_STATUS_FAILED')", "b a")]
    [InlineData("ExecutionStatus = 1", "ab c")]
    [InlineData("NOT (ExecutionStatus = 'Running' OR WorkflowId = 'a')", "b")]
    [InlineData("StartTime >= '2026-01-01T00:01:00Z' AND StartTime < '2026-01-01T01:03:00+01:00'", "c b")]
    [InlineData("StartTime BETWEEN '2026-01-01T00:00:00Z' AND '2026-01-01T00:01:00Z'", "b a")]
    [InlineData("StartTime = 1767225600000000000", "a")]
    [InlineData("CloseTime IS NULL", "ab c")]
    [InlineData("CloseTime IS NOT NULL", "b a")]
    [InlineData("ExecutionDuration = '10s' AND ExecutionDuration < '1m30s'", "b a")]
    [InlineData("HistoryLength >= 60", "b")]
    [InlineData("City = 'Oslo'", "a")]
    [InlineData("City STARTS_WITH 'Os%'", "c")]
    [InlineData("City IN ('Oslo', 'Rome')", "b a")]
    [InlineData("City IS NULL", "ab")]
    [InlineData("Tags = 'y'", "c a")]
    [InlineData("Tags != 'x'", "ab c b")]
    [InlineData("Tags IN ('x', 'z')", "a")]
    [InlineData("Tags IS NULL", "ab b")]
    [InlineData("Note = 'delivery'", "b")]
    [InlineData("Note = 'nothing, DELIVERY!'", "b")]
    [InlineData("Note = 'liver'", "")]
    [InlineData("Note != 'early' AND Note IS NOT NULL", "b")]
    [InlineData("Score BETWEEN 0.25 AND 1 AND Vip = true", "a")]
    [InlineData("Tags IN ('x', 'z') AND Amount != 6", "a")]
    [InlineData("Amount > 5", "b")]
    [InlineData("Amount BETWEEN 1 AND 50", "b a")]
    [InlineData("Score < 1", "a")]
    [InlineData("Vip = true", "a")]
    [InlineData("Vip = false", "c")]
    [InlineData("Due > '2026-01-01T12:00:00Z'", "b")]
    [InlineData("ORDER BY StartTime ASC", "a b c ab")]
    [InlineData("ORDER BY WorkflowType DESC, WorkflowId", "ab a b c")]
    public async Task List_Query_SelectsAndOrders(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', await visibility.IdsAsync(query)));

    [Theory]
    [InlineData("Nothing = 1")]
    [InlineData("WorkflowId = 1")]
    [InlineData("HistoryLength = 'x'")]
    [InlineData("StartTime = 'yesterday'")]
    [InlineData("ExecutionStatus = 'Happy'")]
    [InlineData("ExecutionStatus > 'Running'")]
    [InlineData("ExecutionDuration = '5 parsecs'")]
    [InlineData("Tags < 'x'")]
    [InlineData("Note STARTS_WITH 'x'")]
    [InlineData("Amount STARTS_WITH 'x'")]
    [InlineData("Vip BETWEEN true AND false")]
    [InlineData("ORDER BY Tags")]
    [InlineData("GROUP BY ExecutionStatus")]
    public async Task List_QueryAgainstTheTypes_IsInvalidArgument(string query) =>
        Assert.Equal(GrpcStatusCode.InvalidArgument, (await Assert.ThrowsAsync<GrpcStatusException>(() => visibility.IdsAsync(query))).Code);

    [Fact]
    public async Task List_LargestQueryAllowed_IsAnswered()
    {
        var query = string.Join(" OR ", Enumerable.Range(0, 799).Select(i => $"WorkflowId = 'none-{i}'")) + " OR WorkflowId = 'a'";
        Assert.Equal(["a"], await visibility.IdsAsync(query));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ORDER BY CloseTime DESC")]
    [InlineData("ORDER BY City, Amount DESC")]
    [InlineData("ORDER BY Score")]
    public async Task List_PageByPage_GivesEveryExecutionOnceInOrder(string query)
    {
        for (var i = 0; i < 20; i++)
        {
            await visibility.AddAsync($"p{i}", i % 3, i % 2 == 0 ? Status.Running : Status.Completed, i % 4 == 0 ? null : new { City = $"c{i % 5}", Amount = i % 2, Score = i / 3.0 });
        }

        var whole = await visibility.IdsAsync(query);
        Assert.Equal(24, whole.Count);
        Assert.Equal(whole, await visibility.IdsAsync(query, pageSize: 3));
    }

    [Fact]
    public async Task List_TokenOfAnotherQuery_IsInvalidArgument()
    {
        var request = new ListWorkflowExecutionsRequest { Namespace = "default", PageSize = 1 };
        var page = await visibility.CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", request);
        foreach (var token in (ByteString[])[page.NextPageToken, ByteString.CopyFromUtf8("[1"), ByteString.CopyFromUtf8("{}"), ByteString.CopyFrom(0xff)])
        {
            var foreign = new ListWorkflowExecutionsRequest { Namespace = "default", Query = "WorkflowId = 'a'", NextPageToken = token };
            var fault = await Assert.ThrowsAsync<GrpcStatusException>(() => visibility.CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", foreign));
            Assert.Equal(GrpcStatusCode.InvalidArgument, fault.Code);
        }
    }

    [Fact]
    public async Task List_UnknownNamespace_IsNotFound()
    {
        var fault = await Assert.ThrowsAsync<GrpcStatusException>(() => visibility.CallAsync<ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions", new ListWorkflowExecutionsRequest { Namespace = "missing" }));
        Assert.Equal(GrpcStatusCode.NotFound, fault.Code);
    }

    [Fact]
    public async Task Count_GroupedByStatus_CountsEachStatus()
    {
        var response = await visibility.CallAsync<CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default", Query = "WorkflowType = 'order' GROUP BY ExecutionStatus" });
        Assert.Equal(3, response.Count);
        Assert.Equal(
            ["\"Running\"=1", "\"Completed\"=1", "\"Failed\"=1"],
            response.Groups.Select(group => $"{group.GroupValues.Single().Data.ToStringUtf8()}={group.Count}"));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("ExecutionStatus = 'Running'", 2)]
    [InlineData("WorkflowType = 'order' AND NOT ExecutionStatus = 'Running'", 2)]
    [InlineData("WorkflowType IN ('refund', 'none') OR ExecutionStatus = 'Failed'", 2)]
    [InlineData("WorkflowType STARTS_WITH 'or' AND City = 'Rome'", 1)]
    [InlineData("ExecutionStatus = 'TimedOut'", 0)]
    public async Task Count_AnyFilter_CountsWhatAListingShows(string query, int expected)
    {
        Assert.Equal(expected, await visibility.CountAsync(query));
        Assert.Equal(expected, (await visibility.IdsAsync(query)).Count);
    }

    [Fact]
    public async Task Count_AfterACloseAndADeletion_HasFollowedThem()
    {
        await visibility.CloseAsync("c", Status.TimedOut);
        await visibility.DeleteAsync("a");

        Assert.Equal(
            (3, 1, 1, 0),
            (await visibility.CountAsync(""),
                await visibility.CountAsync("ExecutionStatus = 'Running'"),
                await visibility.CountAsync("ExecutionStatus = 'TimedOut'"),
                await visibility.CountAsync("ExecutionStatus = 'Completed'")));
    }

    [Fact]
    public async Task ListOpenAndClosed_Filters_SelectByStateTimeAndType()
    {
        var open = await visibility.CallAsync<ListOpenWorkflowExecutionsResponse>("ListOpenWorkflowExecutions", new ListOpenWorkflowExecutionsRequest
        {
            Namespace = "default",
            StartTimeFilter = new StartTimeFilter { LatestTime = Timestamp.FromDateTime(VisibilityFixture.Epoch.AddMinutes(2)) },
            TypeFilter = new WorkflowTypeFilter { Name = "order" },
        });
        Assert.Equal("c", open.Executions.Single().Execution.WorkflowId);
        var closed = await visibility.CallAsync<ListClosedWorkflowExecutionsResponse>("ListClosedWorkflowExecutions", new ListClosedWorkflowExecutionsRequest
        {
            Namespace = "default",
            StatusFilter = new StatusFilter { Status = Status.Failed },
        });
        Assert.Equal("b", closed.Executions.Single().Execution.WorkflowId);
    }

    [Fact]
    public async Task Count_GroupedByAKeyword_CountsEachValueAndThoseWithoutOne()
    {
        var counted = await visibility.CallAsync<CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default", Query = "GROUP BY City" });
        Assert.Equal(
            [("null", 1L), ("\"Os%o\"", 1L), ("\"Oslo\"", 1L), ("\"Rome\"", 1L)],
            counted.Groups.Select(static group => (group.GroupValues[0].Data.ToStringUtf8(), group.Count)));
    }

    [Fact]
    public async Task Count_GroupedByAText_IsInvalidArgument()
    {
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => visibility.CallAsync<CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new CountWorkflowExecutionsRequest { Namespace = "default", Query = "GROUP BY Note" }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }
}
