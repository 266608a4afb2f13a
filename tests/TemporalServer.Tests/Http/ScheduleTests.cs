using System.Net;
using System.Text.Json;

namespace TemporalServer.Tests.Http;

/// <summary>Schedules, in the bodies that the web UI sends.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public async Task Create_AsTheFormSendsIt_CanBeReadBack()
    {
        await using var probe = await HttpProbe.StartAsync();

        var created = await CreateAsync(probe);

        Assert.NotEmpty(created.GetProperty("conflictToken").GetString()!);
        var described = await probe.GetAsync("schedules/nightly%2Fall");
        var schedule = described.GetProperty("schedule");
        Assert.Equal("60s", schedule.GetProperty("spec").GetProperty("interval")[0].GetProperty("interval").GetString());
        Assert.Equal("Type", schedule.GetProperty("action").GetProperty("startWorkflow").GetProperty("workflowType").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Object, schedule.GetProperty("state").ValueKind);
        var listed = Assert.Single((await probe.GetAsync("schedules?maximumPageSize=10")).GetProperty("schedules").EnumerateArray());
        Assert.Equal("nightly/all", listed.GetProperty("scheduleId").GetString());
    }

    [Fact]
    public async Task Patch_PauseAndUnpause_ChangeTheState()
    {
        await using var probe = await HttpProbe.StartAsync();
        await CreateAsync(probe);

        await probe.PostAsync("schedules/nightly%2Fall/patch", new { patch = new { pause = "holiday" }, request_id = Guid.NewGuid() });
        var paused = await StateAsync(probe);
        await probe.PostAsync("schedules/nightly%2Fall/patch", new { patch = new { unpause = "back" }, request_id = Guid.NewGuid() });
        var running = await StateAsync(probe);

        Assert.True(paused.GetProperty("paused").GetBoolean());
        Assert.Equal("holiday", paused.GetProperty("notes").GetString());
        Assert.False(running.TryGetProperty("paused", out _));
    }

    [Fact]
    public async Task Patch_TriggerWithAShortPolicyName_Starts()
    {
        await using var probe = await HttpProbe.StartAsync();
        await CreateAsync(probe);

        await probe.PostAsync("schedules/nightly%2Fall/patch", new { patch = new { triggerImmediately = new { overlapPolicy = "AllowAll" } }, request_id = Guid.NewGuid() });

        var task = await probe.Worker.PollAsync();
        Assert.StartsWith("scheduled", task.WorkflowExecution.WorkflowId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_Backfill_StartsForThePast()
    {
        await using var probe = await HttpProbe.StartAsync();
        await CreateAsync(probe);

        await probe.PostAsync("schedules/nightly%2Fall/patch", new
        {
            patch = new
            {
                backfillRequest = new[] { new { overlapPolicy = "ALLOW_ALL", startTime = "2026-01-01T00:00:30.000Z", endTime = "2026-01-01T00:01:30.000Z" } },
            },
        });

        Assert.Contains("2026-01-01T00:01:00Z", (await probe.Worker.PollAsync()).WorkflowExecution.WorkflowId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_WithWhatDescribeGave_ReplacesIt()
    {
        await using var probe = await HttpProbe.StartAsync();
        await CreateAsync(probe);
        var schedule = System.Text.Json.Nodes.JsonNode.Parse((await probe.GetAsync("schedules/nightly%2Fall")).GetProperty("schedule").GetRawText())!;
        schedule["spec"]!["interval"]![0]!["interval"] = "120s";

        await probe.PostAsync("schedules/nightly%2Fall/update", new { schedule_id = "nightly/all", searchAttributes = (object?)null, schedule, request_id = Guid.NewGuid() });

        var described = await probe.GetAsync("schedules/nightly%2Fall");
        Assert.Equal("120s", described.GetProperty("schedule").GetProperty("spec").GetProperty("interval")[0].GetProperty("interval").GetString());
    }

    [Fact]
    public async Task Delete_TakesItAway()
    {
        await using var probe = await HttpProbe.StartAsync();
        await CreateAsync(probe);

        using var reply = await probe.SendAsync("DELETE", "/api/v1/namespaces/default/schedules/nightly%2Fall");

        await HttpProbe.JsonAsync(reply, HttpStatusCode.OK);
        await probe.RefusedAsync("GET", "schedules/nightly%2Fall", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task MatchingTimes_AreGiven()
    {
        await using var probe = await HttpProbe.StartAsync();
        await CreateAsync(probe);

        var times = await probe.GetAsync("schedules/nightly%2Fall/matching-times?startTime=2026-01-01T00:00:30Z&endTime=2026-01-01T00:02:30Z");

        Assert.Equal(["2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z"], times.GetProperty("startTime").EnumerateArray().Select(static time => time.GetString()));
    }

    [Fact]
    public async Task MatchingTimes_NoTime_IsRefusedByName()
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.StartsWith("startTime: \"tomorrow\" is no Timestamp", await probe.RefusedAsync(
            "GET", "schedules/x/matching-times?startTime=tomorrow", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> StateAsync(HttpProbe probe) => (await probe.GetAsync("schedules/nightly%2Fall")).GetProperty("schedule").GetProperty("state");

    private static Task<JsonElement> CreateAsync(HttpProbe probe) => probe.PostAsync("schedules/nightly%2Fall", new
    {
        request_id = Guid.NewGuid(),
        schedule_id = "nightly/all",
        searchAttributes = (object?)null,
        schedule = new
        {
            spec = new { calendar = Array.Empty<object>(), interval = new[] { new { interval = "60s", phase = "0s" } }, cronString = Array.Empty<string>() },
            action = new
            {
                startWorkflow = new
                {
                    workflowId = "scheduled",
                    workflowType = new { name = "Type" },
                    taskQueue = new { name = ServerUnderTest.Queue },
                    input = (object?)null,
                    searchAttributes = (object?)null,
                },
            },
        },
    });
}
