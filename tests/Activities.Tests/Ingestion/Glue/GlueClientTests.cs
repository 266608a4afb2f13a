using Amazon.Glue;
using Amazon.Glue.Model;
using Notify.AwsDoubles.Glue;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>The client as the official package has it, against a Glue that verifies every signature.</summary>
public sealed class GlueClientTests : IAsyncLifetime
{
    private GlueDouble glue = null!;
    private AmazonGlueClient client = null!;

    public async ValueTask InitializeAsync()
    {
        glue = await GlueDouble.StartAsync();
        glue.Jobs["notify-users"] = new GlueJob { MaxConcurrentRuns = 3, States = ["RUNNING", "FAILED"], ErrorMessage = "no such column: ünïcode" };
        client = GlueCalls.Client(glue);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await glue.DisposeAsync();
    }

    [Fact]
    public async Task StartJobRunAsync_Arguments_ArriveAsTheyAre()
    {
        var arguments = new Dictionary<string, string> { ["--source"] = "s3://shop/ünïcode \"quoted\"", ["--empty"] = "" };

        var started = await client.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users", Arguments = arguments });

        var run = Assert.Single(glue.Runs);
        Assert.Equal(run.Id, started.JobRunId);
        Assert.Equal(arguments, run.Arguments);
    }

    [Fact]
    public async Task GetJobRunAsync_ARun_ComesWithAllThatIsKnownOfIt()
    {
        var before = DateTime.UtcNow.AddSeconds(-1);
        var started = await client.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users", Arguments = new() { ["--a"] = "b" } });

        var running = await client.GetJobRunAsync(new GetJobRunRequest { JobName = "notify-users", RunId = started.JobRunId });
        var failed = await client.GetJobRunAsync(new GetJobRunRequest { JobName = "notify-users", RunId = started.JobRunId });

        Assert.Equal(JobRunState.RUNNING, running.JobRun.JobRunState);
        Assert.Null(running.JobRun.ErrorMessage);
        Assert.Equal(JobRunState.FAILED, failed.JobRun.JobRunState);
        Assert.Equal("no such column: ünïcode", failed.JobRun.ErrorMessage);
        Assert.Equal("b", failed.JobRun.Arguments["--a"]);
        Assert.InRange(failed.JobRun.StartedOn!.Value, before, DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task GetJobRunsAsync_MoreThanAPage_PagesThroughThem()
    {
        for (var run = 0; run < 3; run++)
        {
            await client.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users" });
        }

        var first = await client.GetJobRunsAsync(new GetJobRunsRequest { JobName = "notify-users", MaxResults = 2 });
        var second = await client.GetJobRunsAsync(new GetJobRunsRequest { JobName = "notify-users", MaxResults = 2, NextToken = first.NextToken });

        Assert.Equal(glue.Runs.Select(run => run.Id).Reverse(), first.JobRuns.Concat(second.JobRuns).Select(run => run.Id));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task BatchStopJobRunAsync_OneThatRunsAndOneThatHasEnded_SaysWhich()
    {
        var ended = await client.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users" });
        await client.GetJobRunAsync(new GetJobRunRequest { JobName = "notify-users", RunId = ended.JobRunId });
        await client.GetJobRunAsync(new GetJobRunRequest { JobName = "notify-users", RunId = ended.JobRunId });
        var running = await client.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users" });

        var stopped = await client.BatchStopJobRunAsync(new BatchStopJobRunRequest { JobName = "notify-users", JobRunIds = [ended.JobRunId, running.JobRunId] });

        Assert.Equal(running.JobRunId, Assert.Single(stopped.SuccessfulSubmissions).JobRunId);
        Assert.Equal("JobRunInTerminalStateException", Assert.Single(stopped.Errors).ErrorDetail.ErrorCode);
    }

    [Theory]
    [InlineData("ConcurrentRunsExceededException", typeof(ConcurrentRunsExceededException))]
    [InlineData("ThrottlingException", typeof(ThrottlingException))]
    [InlineData("EntityNotFoundException", typeof(EntityNotFoundException))]
    [InlineData("AccessDeniedException", typeof(AccessDeniedException))]
    [InlineData("InvalidInputException", typeof(InvalidInputException))]
    [InlineData("InternalServiceException", typeof(InternalServiceException))]
    [InlineData("OperationTimeoutException", typeof(OperationTimeoutException))]
    [InlineData("ResourceNumberLimitExceededException", typeof(ResourceNumberLimitExceededException))]
    [InlineData("SomethingNewException", typeof(AmazonGlueException))]
    public async Task AnyCall_Refused_ThrowsTheErrorOfThatName(string code, Type expected)
    {
        glue.Fail("StartJobRun", 400, code);

        var fault = await Assert.ThrowsAnyAsync<AmazonGlueException>(() => client.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users" }));

        Assert.IsType(expected, fault);
        Assert.Equal(code, fault.ErrorCode);
        Assert.NotEmpty(fault.RequestId);
    }

    [Fact]
    public async Task AnyCall_WrongSecret_IsRefused()
    {
        using var stranger = GlueCalls.Client(glue, secret: "not the secret");

        var fault = await Assert.ThrowsAsync<AmazonGlueException>(() => stranger.StartJobRunAsync(new StartJobRunRequest { JobName = "notify-users" }));

        Assert.Equal("SignatureDoesNotMatch", fault.ErrorCode);
        Assert.Empty(glue.Runs);
    }
}
