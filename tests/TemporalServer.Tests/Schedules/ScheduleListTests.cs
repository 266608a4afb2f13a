using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Schedules;

public sealed class ScheduleListTests
{
    [Theory]
    [InlineData("", "a b c")]
    [InlineData("ScheduleId = 'b'", "b")]
    [InlineData("ScheduleId STARTS_WITH 'c' OR Team = 'crm'", "a c")]
    [InlineData("TemporalSchedulePaused = true", "c")]
    [InlineData("TemporalSchedulePaused = false AND Team IS NULL", "b")]
    public async Task List_ByQuery_GivesTheSchedulesItSelects(string query, string expected)
    {
        await using var server = await BeginAsync();
        var listed = await server.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = "default", Query = query });
        Assert.Equal(expected, string.Join(' ', listed.Schedules.Select(static entry => entry.ScheduleId)));
        var counted = await server.CallAsync<CountSchedulesResponse>(new CountSchedulesRequest { Namespace = "default", Query = query });
        Assert.Equal(expected.Split(' ').Length, counted.Count);
    }

    [Fact]
    public async Task List_InPages_GivesEachScheduleOnce()
    {
        await using var server = await BeginAsync();
        var first = await server.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = "default", MaximumPageSize = 2 });
        var second = await server.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = "default", MaximumPageSize = 2, NextPageToken = first.NextPageToken });
        Assert.Equal(["a", "b"], first.Schedules.Select(static entry => entry.ScheduleId));
        Assert.Equal(["c"], second.Schedules.Select(static entry => entry.ScheduleId));
        Assert.True(second.NextPageToken.IsEmpty);
    }

    [Fact]
    public async Task Count_GroupedByPaused_GivesBothGroups()
    {
        await using var server = await BeginAsync();
        var counted = await server.CallAsync<CountSchedulesResponse>(new CountSchedulesRequest { Namespace = "default", Query = "GROUP BY TemporalSchedulePaused" });
        Assert.Equal(
            [("false", 2L), ("true", 1L)], counted.Groups.Select(static group => (group.GroupValues[0].Data.ToStringUtf8(), group.Count)));
    }

    [Theory]
    [InlineData("Nonsense = 1")]
    [InlineData("ScheduleId = ")]
    [InlineData("ScheduleId = 'x'; DROP TABLE schedules")]
    public async Task List_MalformedQuery_IsInvalidArgument(string query)
    {
        await using var server = await BeginAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<ListSchedulesResponse>(
            new ListSchedulesRequest { Namespace = "default", Query = query }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task Create_UnknownSearchAttribute_IsInvalidArgument()
    {
        await using var server = await BeginAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => CreateAsync(server, "d", Keyword("Unknown", "x")));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task Delete_RunningWorkflowOfASchedule_LetsTheNextOneStart()
    {
        await using var server = await BeginAsync();
        await TriggerAsync(server);
        var described = await server.CallAsync<DescribeScheduleResponse>(new DescribeScheduleRequest { Namespace = "default", ScheduleId = "a" });
        var running = Assert.Single(described.Info.RunningWorkflows);

        await server.CallAsync<DeleteWorkflowExecutionResponse>(new DeleteWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = running });

        while (described.Info.RunningWorkflows.Contains(running))
        {
            described = await server.CallAsync<DescribeScheduleResponse>(new DescribeScheduleRequest { Namespace = "default", ScheduleId = "a" });
        }

        Assert.Equal(WorkflowExecutionStatus.Terminated, described.Info.RecentActions[0].StartWorkflowStatus);
    }

    private static async Task<ServerUnderTest> BeginAsync()
    {
        var server = await ServerUnderTest.StartAsync();
        await server.CallAsync<AddSearchAttributesResponse>(
            "temporal.api.operatorservice.v1.OperatorService", "AddSearchAttributes",
            new AddSearchAttributesRequest { Namespace = "default", SearchAttributes = { ["Team"] = IndexedValueType.Keyword } });
        await CreateAsync(server, "a", Keyword("Team", "crm"));
        await CreateAsync(server, "b", null);
        await CreateAsync(server, "c", null, paused: true);
        return server;
    }

    private static Task CreateAsync(ServerUnderTest server, string id, SearchAttributes? attributes, bool paused = false)
    {
        var schedule = ScheduleFixture.Of("@yearly");
        schedule.State.Paused = paused;
        return server.CallAsync<CreateScheduleResponse>(
            new CreateScheduleRequest { Namespace = "default", ScheduleId = id, Schedule = schedule, SearchAttributes = attributes });
    }

    private static Task TriggerAsync(ServerUnderTest server) => server.CallAsync<PatchScheduleResponse>(
        new PatchScheduleRequest { Namespace = "default", ScheduleId = "a", Patch = new SchedulePatch { TriggerImmediately = new TriggerImmediatelyRequest() } });

    private static SearchAttributes Keyword(string name, string value) =>
        new() { IndexedFields = { [name] = new Payload { Data = ByteString.CopyFromUtf8($"\"{value}\"") } } };
}
