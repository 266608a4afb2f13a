using System.Collections.Concurrent;
using Amazon.Glue;
using Notify.Activities.Ingestion.Glue;
using Notify.AwsDoubles.Glue;
using Temporalio.Activities;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>A job is run once for its key, and told apart from every other fate it may meet.</summary>
public sealed class GlueIngestActivitiesTests : IAsyncLifetime
{
    private static readonly GlueJobRequest Request = new() { JobName = "notify-users", RunKey = "load/1/users", Arguments = new Dictionary<string, string> { ["--load_id"] = "1" } };
    private readonly ConcurrentQueue<GlueRunMark> heartbeats = [];
    private GlueDouble glue = null!;
    private AmazonGlueClient client = null!;

    public async ValueTask InitializeAsync()
    {
        glue = await GlueDouble.StartAsync();
        glue.Jobs["notify-users"] = new GlueJob { States = ["STARTING", "RUNNING", "RUNNING", "SUCCEEDED"] };
        client = GlueCalls.Client(glue);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await glue.DisposeAsync();
    }

    [Fact]
    public async Task Run_ThatSucceeds_HeartbeatsUntilItsEnd()
    {
        var report = await RunAsync(new ActivityEnvironment());

        var run = Assert.Single(glue.Runs);
        Assert.Equal(new GlueRunReport("notify-users", run.Id, 90), report);
        Assert.Equal("load/1/users", run.Arguments["--run_key"]);
        Assert.Equal("1", run.Arguments["--load_id"]);
        Assert.Equal(["STARTING", "STARTING", "RUNNING", "RUNNING", "SUCCEEDED"], heartbeats.Select(mark => mark.State));
        Assert.All(heartbeats, mark => Assert.Equal(run.Id, mark.RunId));
    }

    [Fact]
    public async Task NextAttempt_WithTheRunInItsHeartbeat_GoesOnWithIt()
    {
        // Not by its key: a run that the heartbeat names is asked for by its id
        var running = glue.StartElsewhere("notify-users", [], DateTimeOffset.UtcNow);

        var report = await RunAsync(new ActivityEnvironment { Info = await AfterAsync(new GlueRunMark(running.Id, "RUNNING")) });

        Assert.Equal(running.Id, report.RunId);
        Assert.Single(glue.Runs);
    }

    [Fact]
    public async Task NextAttempt_StartNotAcknowledged_FindsTheRunByItsKey()
    {
        glue.LoseAnswer("StartJobRun");

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => RunAsync(new ActivityEnvironment()));
        var report = await RunAsync(new ActivityEnvironment());

        Assert.False(failure.NonRetryable);
        Assert.Equal(Assert.Single(glue.Runs).Id, report.RunId);
    }

    [Fact]
    public async Task FirstAttempt_OtherRunsOfTheJob_AreNotTakenForOurs()
    {
        for (var other = 0; other < 300; other++)
        {
            glue.StartElsewhere("notify-users", new() { ["--run_key"] = $"other {other}" }, DateTimeOffset.UtcNow).Finish("SUCCEEDED");
        }

        var report = await RunAsync(new ActivityEnvironment());

        Assert.Equal(glue.Runs[^1].Id, report.RunId);
        Assert.Equal(301, glue.Runs.Count);
    }

    [Theory]
    [InlineData("FAILED", false)]
    [InlineData("TIMEOUT", false)]
    [InlineData("STOPPED", false)]
    [InlineData("ERROR", true)]
    [InlineData("EXPIRED", true)]
    public async Task Run_ThatEndsOtherwise_FailsWithGluesMessage(string state, bool retryable)
    {
        glue.Jobs["notify-users"] = new GlueJob { States = ["RUNNING", state], ErrorMessage = "users.csv has no column 'email'" };

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => RunAsync(new ActivityEnvironment()));

        Assert.Contains("users.csv has no column 'email'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(state, failure.Message, StringComparison.Ordinal);
        Assert.Equal(retryable, !failure.NonRetryable);
    }

    [Fact]
    public async Task NextAttempt_GlueItselfFailed_StartsANewRun()
    {
        glue.Jobs["notify-users"] = new GlueJob { States = ["ERROR"] };
        await Assert.ThrowsAsync<ApplicationFailureException>(() => RunAsync(new ActivityEnvironment()));
        glue.Jobs["notify-users"] = new GlueJob();

        var report = await RunAsync(new ActivityEnvironment { Info = await AfterAsync(new GlueRunMark(glue.Runs[0].Id, "ERROR")) });

        Assert.Equal(2, glue.Runs.Count);
        Assert.Equal(glue.Runs[1].Id, report.RunId);
    }

    [Theory]
    [InlineData("ConcurrentRunsExceededException", true, "as many runs")]
    [InlineData("ThrottlingException", true, "cannot be asked")]
    [InlineData("InternalServiceException", true, "cannot be asked")]
    [InlineData("EntityNotFoundException", false, "Register the jobs")]
    [InlineData("AccessDeniedException", false, "glue:StartJobRun")]
    [InlineData("InvalidInputException", false, "arguments")]
    public async Task Start_Refused_SaysWhatToDoAndWhetherToTryAgain(string code, bool retryable, string expected)
    {
        glue.Fail("StartJobRun", 400, code);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => RunAsync(new ActivityEnvironment()));

        Assert.Equal(retryable, !failure.NonRetryable);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Empty(glue.Runs);
    }

    [Fact]
    public async Task Start_AnotherRunIsUnderWay_IsTriedAgainLater()
    {
        glue.StartElsewhere("notify-users", new() { ["--run_key"] = "another" }, DateTimeOffset.UtcNow);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => RunAsync(new ActivityEnvironment()));

        Assert.False(failure.NonRetryable);
        Assert.NotNull(failure.NextRetryDelay);
    }

    [Theory]
    [InlineData("StartJobRun")]
    [InlineData("GetJobRun")]
    public async Task Cancelled_WhileTheRunStartsOrRuns_StopsIt(string during)
    {
        var environment = new ActivityEnvironment();
        glue.Jobs["notify-users"] = new GlueJob { States = ["RUNNING"] };
        glue.OnAnswered = operation =>
        {
            if (operation == during)
            {
                environment.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(environment));

        Assert.Equal("STOPPING", Assert.Single(glue.Runs).State);
    }

    [Theory]
    [InlineData(ActivityCancelReason.WorkerShutdown)]
    [InlineData(ActivityCancelReason.Timeout)]
    [InlineData(ActivityCancelReason.GoneFromServer)]
    public async Task Cancelled_BecauseOnlyThisAttemptEnds_LeavesTheRun(ActivityCancelReason reason)
    {
        var environment = new ActivityEnvironment();
        glue.Jobs["notify-users"] = new GlueJob { States = ["RUNNING"] };
        glue.OnAnswered = operation =>
        {
            if (operation == "GetJobRun")
            {
                environment.Cancel(reason);
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(environment));

        Assert.Equal("RUNNING", Assert.Single(glue.Runs).State);
    }

    private static async Task<ActivityInfo> AfterAsync(GlueRunMark mark) =>
        ActivityEnvironment.DefaultInfo with { Attempt = 2, HeartbeatDetails = [await DataConverter.Default.ToPayloadAsync(mark)] };

    private Task<GlueRunReport> RunAsync(ActivityEnvironment environment) =>
        (environment with { Heartbeater = details => heartbeats.Enqueue((GlueRunMark)details[0]!) }).RunAsync(
            () => new GlueIngestActivities(client, new GlueOptions(), new ImpatientClock()).RunGlueJobAsync(Request));

    /// <summary>Whatever waits has waited long enough.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
