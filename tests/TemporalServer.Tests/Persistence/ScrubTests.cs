using System.Text;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Tests.Persistence;

public sealed class ScrubTests
{
    [Fact]
    public async Task ScrubAsync_DeletedExecutions_LeaveNoByteInTheFileAndOthersStay()
    {
        await using var server = await ServerUnderTest.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            await server.Worker.StartAsync($"secret-person-{i}");
            await server.Worker.StartAsync($"other-{i}");
        }

        for (var i = 0; i < 40; i++)
        {
            await server.CallAsync<DeleteWorkflowExecutionResponse>(new DeleteWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = $"secret-person-{i}" },
            });
        }

        Assert.True(Holds(server.DatabasePath, "secret-person"), "deleting alone leaves the bytes: else this test shows nothing");

        await server.Engine.Database.ScrubAsync();

        Assert.False(Holds(server.DatabasePath, "secret-person"));
        Assert.True(Holds(server.DatabasePath, "other-39"));
        await server.Worker.StartAsync("afterwards");
        Assert.NotEmpty(await server.Worker.HistoryAsync("afterwards"));
        Assert.NotEmpty(await server.Worker.HistoryAsync("other-7"));
    }

    private static bool Holds(string path, string text) => ((string[])["", "-wal"])
        .Where(suffix => File.Exists(path + suffix))
        .Any(suffix =>
        {
            using var file = new FileStream(path + suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        });
}
