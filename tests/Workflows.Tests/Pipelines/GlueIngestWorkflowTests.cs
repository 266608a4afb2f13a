using Amazon.Glue;
using Amazon.Runtime;
using Notify.Activities.Ingestion.Glue;
using Notify.AwsDoubles.Glue;
using Notify.Storage.Changes;
using Notify.Storage.Objects;
using Notify.Storage.Tables.Sqlite;
using Notify.Workflows.Pipelines;
using Notify.Workflows.Visibility;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Notify.Workflows.Tests.Pipelines;

/// <summary>A load by Glue's jobs, with a Glue that verifies what it is sent and this project's own activities.</summary>
public sealed class GlueIngestWorkflowTests : IAsyncLifetime
{
    private static readonly string[] BaseJobs = ["notify-users", "notify-user-preferences", "notify-products", "notify-campaigns", "notify-purchase-history"];
    private static readonly string[] FeatureJobs = ["notify-user-features", "notify-product-features", "notify-user-product-matrix"];
    private readonly string folder = Directory.CreateTempSubdirectory("notify-test-").FullName;
    private GlueDouble glue = null!;
    private AmazonGlueClient client = null!;
    private SqliteTables tables = null!;
    private FileObjects objects = null!;
    private ChangeLog log = null!;
    private WorkflowEnvironment environment = null!;

    private static GlueIngestInput Input => new() { Source = "s3://shop/today/", Objects = "s3://notify/objects", DefaultTimeZone = "Europe/Berlin" };

    public async ValueTask InitializeAsync()
    {
        environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        Assert.True(await AttributeRegistration.EnsureAsync(environment.Client, CancellationToken.None));
        glue = await GlueDouble.StartAsync();
        foreach (var job in (string[])[.. BaseJobs, .. FeatureJobs])
        {
            glue.Jobs[job] = new GlueJob();
        }

        client = new AmazonGlueClient(
            new BasicAWSCredentials(glue.Identity.AccessKey, glue.Identity.SecretKey),
            new AmazonGlueConfig { ServiceURL = glue.Address.AbsoluteUri, AuthenticationRegion = glue.Identity.Region, MaxErrorRetry = 0 });
        tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db") });
        objects = new FileObjects(Path.Combine(folder, "objects"));
        log = new ChangeLog(tables, TimeProvider.System);
        glue.OnStarted = WriteChangesAsync;
    }

    public async ValueTask DisposeAsync()
    {
        await environment.DisposeAsync();
        client.Dispose();
        await glue.DisposeAsync();
        await tables.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Load_EveryTable_RunsFeaturesAfterTheBaseTables()
    {
        var handle = await StartAsync();
        var report = await WithWorkersAsync(() => handle.GetResultAsync());

        Assert.Equal(BaseJobs.Order(), glue.Runs.Take(5).Select(run => run.JobName).Order());
        Assert.Equal(FeatureJobs.Order(), glue.Runs.Skip(5).Select(run => run.JobName).Order());
        Assert.All(glue.Runs, run => Assert.Equal("SUCCEEDED", run.State));
        Assert.All(glue.Runs, run => Assert.Equal(report.LoadId, run.Arguments["--load_id"]));
        Assert.All(glue.Runs, run => Assert.Equal("s3://shop/today", run.Arguments["--source"]));
        Assert.All(glue.Runs, run => Assert.Equal("Europe/Berlin", run.Arguments["--default_time_zone"]));
        Assert.Equal(8, glue.Runs.Select(run => run.Arguments["--run_key"]).Distinct().Count());
        Assert.Equal(8, report.Tables.Count);
        var users = report.Tables[0];
        Assert.Equal($"s3://notify/objects/snapshots/notify_users/load={report.LoadId}", users.Snapshot);
        Assert.Equal(1, users.ChangedKeys);
        Assert.Equal(["key of notify-users"], (await log.ReadAsync("notify_users", 0).ToListAsync()).SelectMany(entry => entry.Keys));
        await RecordAsync(handle);
    }

    [Fact]
    public async Task Worker_RestartedInTheMiddle_GoesOnWithTheSameRuns()
    {
        foreach (var job in BaseJobs)
        {
            glue.Jobs[job] = new GlueJob { States = ["RUNNING"] };
        }

        var allSeen = new TaskCompletionSource();
        glue.OnAnswered = operation =>
        {
            if (operation == "GetJobRun" && glue.Runs.Count == 5)
            {
                allSeen.TrySetResult();
            }
        };
        var handle = await StartAsync();
        await WithWorkersAsync(() => allSeen.Task);
        foreach (var run in glue.Runs)
        {
            run.Finish("SUCCEEDED");
        }

        var report = await WithWorkersAsync(() => handle.GetResultAsync());

        Assert.Equal(8, glue.Runs.Count);
        Assert.Equal(glue.Runs.Select(run => run.Id).Order(), report.Tables.Select(table => table.Run.RunId).Order());
    }

    [Fact]
    public async Task Start_NotAcknowledgedAndThenThrottled_StillStartsEachJobOnce()
    {
        glue.LoseAnswer("StartJobRun");
        glue.Fail("StartJobRun", 400, "ThrottlingException", times: 2);
        glue.Fail("GetJobRun", 500, "InternalServiceException", times: 3);

        var handle = await StartAsync();
        await WithWorkersAsync(() => handle.GetResultAsync());

        Assert.Equal(8, glue.Runs.Count);
        Assert.Equal(8, glue.Runs.Select(run => run.JobName).Distinct().Count());
    }

    [Fact]
    public async Task Job_ThatFails_StopsTheOthersAndSaysWhy()
    {
        foreach (var job in BaseJobs)
        {
            glue.Jobs[job] = new GlueJob { States = ["RUNNING"] };
        }

        // After the others have started
        glue.OnStarted = async run =>
        {
            await WriteChangesAsync(run);
            if (glue.Runs.Count == BaseJobs.Length)
            {
                glue.Jobs["notify-products"] = new GlueJob { States = ["FAILED"], ErrorMessage = "products.csv has no column productDisplayName" };
                glue.Runs.Single(started => started.JobName == "notify-products").Finish("FAILED");
            }
        };
        var handle = await StartAsync();

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => WithWorkersAsync(() => handle.GetResultAsync()));

        Assert.Contains("products.csv has no column productDisplayName", Root(failure).Message, StringComparison.Ordinal);
        Assert.Equal(5, glue.Runs.Count);
        Assert.All(glue.Runs, run => Assert.Equal(run.JobName == "notify-products" ? "FAILED" : "STOPPING", run.State));
    }

    [Fact]
    public async Task Cancelled_WhileJobsRun_StopsThem()
    {
        foreach (var job in BaseJobs)
        {
            glue.Jobs[job] = new GlueJob { States = ["RUNNING"] };
        }

        var handle = await StartAsync();
        glue.OnAnswered = operation =>
        {
            if (operation == "GetJobRun" && glue.Runs.Count == 5)
            {
                glue.OnAnswered = _ => { };
                _ = handle.CancelAsync();
            }
        };

        var failure = await Assert.ThrowsAsync<WorkflowFailedException>(() => WithWorkersAsync(() => handle.GetResultAsync()));

        Assert.True(TemporalException.IsCanceledException(failure.InnerException!));
        Assert.All(glue.Runs, run => Assert.Equal("STOPPING", run.State));
    }

    private static Exception Root(Exception failure) => failure.InnerException is { } inner ? Root(inner) : failure;

    private static async Task RecordAsync(WorkflowHandle handle)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_RECORD_HISTORIES") is { Length: > 0 } folder)
        {
            var history = await handle.FetchHistoryAsync();
            await File.WriteAllTextAsync(Path.Combine(folder, $"{nameof(GlueIngestWorkflow)}.json"), history.ToJson(), TestContext.Current.CancellationToken);
        }
    }

    private Task<WorkflowHandle<GlueIngestWorkflow, GlueIngestReport>> StartAsync() => environment.Client.StartWorkflowAsync(
        (GlueIngestWorkflow w) => w.RunAsync(Input), new WorkflowOptions("glue-load", TaskQueues.Pipelines));

    private Task WithWorkersAsync(Func<Task> work) => WithWorkersAsync(async () =>
    {
        await work();
        return 0;
    });

    private async Task<T> WithWorkersAsync<T>(Func<Task<T>> work)
    {
        using var pipelines = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions(TaskQueues.Pipelines).AddWorkflow<GlueIngestWorkflow>().AddAllActivities(new GlueLoadActivities(objects, log)));
        using var jobs = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions(TaskQueues.Glue) { MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(100) }.AddAllActivities(new GlueIngestActivities(client, new GlueOptions(), new QuickClock())));
        return await pipelines.ExecuteAsync(() => jobs.ExecuteAsync(work));
    }

    /// <summary>What a base table's job leaves behind.</summary>
    private async Task WriteChangesAsync(GlueRun run)
    {
        var place = $"changes/{run.JobName.Replace('-', '_')}/load={run.Arguments["--load_id"]}";
        await objects.PutAsync($"{place}/part-0.txt", new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"\"key of {run.JobName}\"\n")));
        await objects.PutAsync($"{place}/_SUCCESS", new MemoryStream());
    }

    /// <summary>A thousand times as fast.</summary>
    private sealed class QuickClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, dueTime / 1000, period);
    }
}
