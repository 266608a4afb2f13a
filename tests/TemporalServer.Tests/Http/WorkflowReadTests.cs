using System.Net;
using System.Text.Json;
using Temporalio.Api.Common.V1;

namespace TemporalServer.Tests.Http;

/// <summary>What the web UI reads of workflows.</summary>
public sealed class WorkflowReadTests
{
    private const string Id = "delivery/u1/2026-11-20";
    private const string Encoded = "delivery%2Fu1%2F2026-11-20";

    [Fact]
    public async Task Describe_IdWithSlashes_IsOneSegment()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync(Id);

        var info = (await probe.GetAsync($"workflows/{Encoded}?execution.runId={run}")).GetProperty("workflowExecutionInfo");

        Assert.Equal(Id, info.GetProperty("execution").GetProperty("workflowId").GetString());
        Assert.Equal(run, info.GetProperty("execution").GetProperty("runId").GetString());
        Assert.Equal("WORKFLOW_EXECUTION_STATUS_RUNNING", info.GetProperty("status").GetString());
        Assert.Equal("2", info.GetProperty("historyLength").GetString());
    }

    [Fact]
    public async Task Describe_UnknownWorkflow_IsNotFound()
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.Contains("workflow not found", await probe.RefusedAsync("GET", "workflows/none", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_InPages_LeadsToEveryWorkflow()
    {
        await using var probe = await HttpProbe.StartAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await probe.Worker.StartAsync(id);
        }

        var first = await probe.GetAsync("workflows?pageSize=2&query=WorkflowType%3D%22Type%22");
        var token = Uri.EscapeDataString(first.GetProperty("nextPageToken").GetString()!);
        var second = await probe.GetAsync($"workflows?pageSize=2&query=WorkflowType%3D%22Type%22&next_page_token={token}");

        Assert.Equal(["a", "b", "c"], Ids(first).Concat(Ids(second)).Order());
        Assert.False(second.TryGetProperty("nextPageToken", out _));
    }

    [Fact]
    public async Task List_Nothing_IsAnEmptyList()
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.Empty(Ids(await probe.GetAsync("workflows")));
    }

    [Fact]
    public async Task ListArchived_NoArchival_IsRefusedWithTheReason() =>
        Assert.Contains("archival", await (await HttpProbe.StartAsync()).RefusedAsync("GET", "archived-workflows", HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Fact]
    public async Task List_BrokenQuery_IsRefusedWithTheReason() =>
        Assert.NotEmpty(await (await HttpProbe.StartAsync()).RefusedAsync("GET", "workflows?query=Nonsense+%3D%3D", HttpStatusCode.BadRequest));

    [Fact]
    public async Task Count_ByStatus_GivesGroups()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync("a");

        var counted = await probe.GetAsync("workflow-count?query=GROUP+BY+ExecutionStatus");

        Assert.Equal("1", counted.GetProperty("count").GetString());
        Assert.Equal("1", Assert.Single(counted.GetProperty("groups").EnumerateArray()).GetProperty("count").GetString());
        Assert.Equal("1", (await probe.GetAsync("workflow-count")).GetProperty("count").GetString());
    }

    [Fact]
    public async Task History_Forwards_HasNamesNumbersAndPayloadsOfProto3Json()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync(Id, static request => request.Input = HandWorker.Text("in"));

        var events = Events(await probe.GetAsync($"workflows/{Encoded}/history"));

        Assert.Equal(["EVENT_TYPE_WORKFLOW_EXECUTION_STARTED", "EVENT_TYPE_WORKFLOW_TASK_SCHEDULED"], events.Select(static item => item.GetProperty("eventType").GetString()));
        Assert.Equal("1", events[0].GetProperty("eventId").GetString());
        Assert.Equal(
            "\"in\""u8.ToArray(),
            events[0].GetProperty("workflowExecutionStartedEventAttributes").GetProperty("input").GetProperty("payloads")[0].GetProperty("data").GetBytesFromBase64());
    }

    [Fact]
    public async Task History_InPages_GoesOnWhereItStopped()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();

        var first = await probe.GetAsync("workflows/wf/history?maximumPageSize=1");
        var second = await probe.GetAsync($"workflows/wf/history?nextPageToken={Uri.EscapeDataString(first.GetProperty("nextPageToken").GetString()!)}");

        Assert.Equal("1", Assert.Single(Events(first)).GetProperty("eventId").GetString());
        Assert.Equal("2", Assert.Single(Events(second)).GetProperty("eventId").GetString());
    }

    [Fact]
    public async Task HistoryReverse_StartsAtTheEnd()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();

        // The web UI sends this parameter along, though going backwards has nothing to wait for
        var events = Events(await probe.GetAsync("workflows/wf/history-reverse?waitNewEvent=true"));

        Assert.Equal(["2", "1"], events.Select(static item => item.GetProperty("eventId").GetString()));
    }

    [Fact]
    public async Task History_WaitNewEvent_GivesATokenAndThenTheNews()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        var first = await probe.GetAsync("workflows/wf/history?waitNewEvent=true");
        var next = $"workflows/wf/history?waitNewEvent=true&next_page_token={Uri.EscapeDataString(first.GetProperty("nextPageToken").GetString()!)}";
        var waiting = probe.GetAsync(next);

        await probe.Worker.SignalAsync("go");

        Assert.Equal("EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED", Assert.Single(Events(await waiting)).GetProperty("eventType").GetString());
    }

    [Fact]
    public async Task History_WaitNewEventOfAClosedRun_GivesNoToken()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.StepAsync(Commands.Complete());

        Assert.False((await probe.GetAsync("workflows/wf/history?waitNewEvent=true")).TryGetProperty("nextPageToken", out _));
    }

    [Fact]
    public async Task HistoryDownload_IsAFileThatAReplayerReads()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync(Id);

        using var reply = await probe.SendAsync("GET", $"/api/v1/namespaces/default/workflows/{Encoded}/run/{run}/history.json");

        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.IsSuccessStatusCode, text);
        Assert.Equal("history.json", reply.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(await probe.Worker.HistoryAsync(Id), Temporalio.Api.History.V1.History.Parser.ParseJson(text).Events);
    }

    [Fact]
    public async Task HistoryDownload_UnknownRun_IsNotFound()
    {
        await using var probe = await HttpProbe.StartAsync();

        await probe.RefusedAsync("GET", $"workflows/wf/run/{Guid.NewGuid()}/history.json", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task History_BrokenToken_IsRefusedByName()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();

        Assert.StartsWith("next_page_token: ", await probe.RefusedAsync("GET", "workflows/wf/history?next_page_token=%3F%3F", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Ids(JsonElement listed) =>
        listed.GetProperty("executions").EnumerateArray().Select(static item => item.GetProperty("execution").GetProperty("workflowId").GetString());

    private static JsonElement[] Events(JsonElement page) => [.. page.GetProperty("history").GetProperty("events").EnumerateArray()];
}
