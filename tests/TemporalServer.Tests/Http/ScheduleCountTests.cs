using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Http;
using TemporalServer.Rpc;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests.Http;

/// <summary>The web UI counts schedules as if workflows ran them.</summary>
public sealed class ScheduleCountTests
{
    private const string Schedules = "TemporalNamespaceDivision=\"TemporalScheduler\" AND ExecutionStatus=\"Running\"";

    [Theory]
    [InlineData(Schedules, "schedules []")]
    [InlineData(Schedules + " AND ScheduleId STARTS_WITH \"n\"", "schedules [ScheduleId STARTS_WITH \"n\"]")]
    [InlineData("ExecutionStatus=\"Running\"", "workflows [ExecutionStatus=\"Running\"]")]
    [InlineData("", "workflows []")]
    public async Task Count_ByTheQueryThatTheUiHas_CountsWhatIsMeant(string query, string expected)
    {
        var asked = new List<string>();
        var table = new ServiceTable();
        table.MapWorkflow<CountSchedulesRequest, CountSchedulesResponse>("CountSchedules", (request, _) =>
        {
            asked.Add($"schedules [{request.Query}]");
            return Task.FromResult(new CountSchedulesResponse { Count = 7 });
        });
        table.MapWorkflow<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>("CountWorkflowExecutions", (request, _) =>
        {
            asked.Add($"workflows [{request.Query}]");
            return Task.FromResult(new CountWorkflowExecutionsResponse { Count = 7 });
        });
        await using var listener = await HttpApiListener.StartAsync(
            table,
            new HttpApiOptions { Address = IPAddress.Loopback, Port = 0, DefaultNamespace = "default" },
            NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{listener.EndPoint}") };

        var answer = await client.GetStringAsync(
            $"/api/v1/namespaces/default/workflow-count?query={Uri.EscapeDataString(query)}", TestContext.Current.CancellationToken);

        Assert.Equal([expected], asked);
        using var json = JsonDocument.Parse(answer);
        Assert.Equal("7", json.RootElement.GetProperty("count").GetString());
    }
}
