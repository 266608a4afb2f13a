using System.Net;
using System.Text.Json;
using TemporalServer.Rpc;

namespace TemporalServer.Tests.Http;

/// <summary>What the web UI reads of the server itself, and what is honestly empty.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Settings_LetEverythingBeDone()
    {
        await using var probe = await HttpProbe.StartAsync(static options => options with { Namespaces = ["shop"] });

        var settings = await GetAsync(probe, "settings");

        Assert.False(settings.GetProperty("Auth").GetProperty("Enabled").GetBoolean());
        Assert.Equal("shop", settings.GetProperty("DefaultNamespace").GetString());
        Assert.True(Version.Parse(settings.GetProperty("Version").GetString()!) >= new Version(2, 23, 0));
        Assert.DoesNotContain(settings.EnumerateObject(), static item => item.Name.EndsWith("Disabled", StringComparison.Ordinal) && item.Value.GetBoolean());
    }

    [Fact]
    public async Task ClusterAndSystem_NameTheVersion()
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.NotEmpty((await GetAsync(probe, "cluster-info")).GetProperty("serverVersion").GetString()!);
        Assert.True((await GetAsync(probe, "system-info")).GetProperty("capabilities").GetProperty("supportsSchedules").GetBoolean());
    }

    [Fact]
    public async Task Namespaces_ListDescribeRegisterAndUpdate()
    {
        await using var probe = await HttpProbe.StartAsync();
        using var registered = await probe.SendAsync("POST", "/api/v1/namespaces", """{"namespace":"second","workflowExecutionRetentionPeriod":"259200s"}""");
        await HttpProbe.JsonAsync(registered, HttpStatusCode.OK);
        using var updated = await probe.SendAsync("POST", "/api/v1/namespaces/second/update", """{"updateInfo":{"description":"for tests"}}""");
        await HttpProbe.JsonAsync(updated, HttpStatusCode.OK);

        var names = (await GetAsync(probe, "namespaces")).GetProperty("namespaces").EnumerateArray()
            .Select(static item => item.GetProperty("namespaceInfo").GetProperty("name").GetString());
        var info = (await GetAsync(probe, "namespaces/second")).GetProperty("namespaceInfo");

        Assert.Contains("default", names);
        Assert.Equal("NAMESPACE_STATE_REGISTERED", info.GetProperty("state").GetString());
        Assert.Equal("for tests", info.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Namespace_Unknown_IsNotFoundWithItsDetail()
    {
        await using var probe = await HttpProbe.StartAsync();
        using var reply = await probe.SendAsync("GET", "/api/v1/namespaces/none/workflows");

        var fault = await HttpProbe.JsonAsync(reply, HttpStatusCode.NotFound);

        Assert.Equal(5, fault.GetProperty("code").GetInt32());
        Assert.EndsWith("NamespaceNotFoundFailure", Assert.Single(fault.GetProperty("details").EnumerateArray()).GetProperty("@type").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchAttributes_BuiltInAndCustom()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Server.CallAsync<Temporalio.Api.OperatorService.V1.AddSearchAttributesResponse>(
            ServiceNames.Operator, "AddSearchAttributes", new Temporalio.Api.OperatorService.V1.AddSearchAttributesRequest
            {
                Namespace = "default",
                SearchAttributes = { ["Campaign"] = Temporalio.Api.Enums.V1.IndexedValueType.Keyword },
            });

        var attributes = await probe.GetAsync("search-attributes");

        Assert.Equal("INDEXED_VALUE_TYPE_KEYWORD", attributes.GetProperty("customAttributes").GetProperty("Campaign").GetString());
        Assert.Equal("INDEXED_VALUE_TYPE_DATETIME", attributes.GetProperty("systemAttributes").GetProperty("StartTime").GetString());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("TASK_QUEUE_TYPE_WORKFLOW")]
    [InlineData("Workflow")]
    public async Task TaskQueue_WithAPoller_NamesIt(string type)
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync();
        await probe.Worker.PollAsync();

        var described = await probe.GetAsync($"task-queues/{ServerUnderTest.Queue}?taskQueueType={type}");

        Assert.Equal("worker", Assert.Single(described.GetProperty("pollers").EnumerateArray()).GetProperty("identity").GetString());
        Assert.Empty((await probe.GetAsync($"task-queues/{ServerUnderTest.Queue}?taskQueueType=2")).GetProperty("pollers").EnumerateArray());
    }

    [Fact]
    public async Task Batch_TerminatesByQuery()
    {
        await using var probe = await HttpProbe.StartAsync();
        await probe.Worker.StartAsync("a");
        await probe.Worker.StartAsync("b");

        await probe.PostAsync("batch-operations/job-1", new
        {
            jobId = "job-1",
            @namespace = "default",
            reason = "enough",
            terminationOperation = new { identity = "someone" },
            visibilityQuery = "WorkflowType = 'Type'",
        });

        Assert.Equal("enough", (await probe.Worker.ResultAsync("a")).WorkflowExecutionTerminatedEventAttributes.Reason);
        await probe.Worker.ResultAsync("b");
        Assert.Equal("BATCH_OPERATION_TYPE_TERMINATE", (await probe.GetAsync("batch-operations/job-1")).GetProperty("operationType").GetString());
        Assert.Equal("job-1", Assert.Single((await probe.GetAsync("batch-operations")).GetProperty("operationInfo").EnumerateArray()).GetProperty("jobId").GetString());
    }

    [Fact]
    public async Task Batch_OfExecutionsNamed_Cancels()
    {
        await using var probe = await HttpProbe.StartAsync();
        var run = await probe.Worker.StartAsync("a");
        await probe.Worker.PollAsync();

        await probe.PostAsync("batch-operations/job-2", new
        {
            jobId = "job-2",
            reason = "enough",
            cancellationOperation = new { identity = (string?)null },
            executions = new[] { new { workflowId = "a", runId = run } },
        });

        var history = (await probe.GetAsync("workflows/a/history")).GetProperty("history").GetProperty("events");
        var token = (await probe.GetAsync("workflows/a/history?waitNewEvent=true")).GetProperty("nextPageToken").GetString()!;
        var events = history.GetArrayLength() > 3 ? history : (await probe.GetAsync($"workflows/a/history?waitNewEvent=true&nextPageToken={Uri.EscapeDataString(token)}"))
            .GetProperty("history").GetProperty("events");
        Assert.Contains(events.EnumerateArray(), static item => item.GetProperty("eventType").GetString() == "EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED");
    }

    [Theory]
    [InlineData("nexus/endpoints?name=", "endpoints")]
    [InlineData("namespaces/default/worker-deployments?maximumPageSize=100&nextPageToken=", "workerDeployments")]
    [InlineData("namespaces/default/task-queues/q/worker-versioning-rules", "assignmentRules")]
    [InlineData("namespaces/default/task-queues/q/worker-build-id-compatibility", "majorVersionSets")]
    [InlineData("namespaces/default/worker-task-reachability?buildIds=", "buildIdReachability")]
    public async Task Listing_OfWhatCannotExistHere_IsEmpty(string path, string list)
    {
        await using var probe = await HttpProbe.StartAsync();

        Assert.Empty((await GetAsync(probe, path)).GetProperty(list).EnumerateArray());
    }

    [Fact]
    public async Task Method_NotServed_SaysSo()
    {
        await using var probe = await HttpProbe.StartAsync();
        using var reply = await probe.SendAsync("POST", "/api/v1/nexus/endpoints", "{}");

        Assert.Contains("CreateNexusEndpoint", (await HttpProbe.JsonAsync(reply, HttpStatusCode.NotImplemented)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> GetAsync(HttpProbe probe, string path)
    {
        using var reply = await probe.SendAsync("GET", "/api/v1/" + path);
        return await HttpProbe.JsonAsync(reply, HttpStatusCode.OK);
    }
}
