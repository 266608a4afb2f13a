using System.Globalization;
using System.Runtime.ExceptionServices;
using Notify.Activities.Ingestion.Glue;
using Notify.Workflows.Visibility;
using Temporalio.Workflows;

namespace Notify.Workflows.Pipelines;

/// <summary>
/// Lets AWS Glue bring a shop's files into the base tables, and then compute the features; a job for each table. Nothing
/// of the data passes here: the report says where it is.
/// </summary>
[Workflow]
public sealed class GlueIngestWorkflow
{
    private static readonly string[] BaseTables = ["users", "user_preferences", "products", "campaigns", "purchase_history"];
    private static readonly string[] FeatureTables = ["user_features", "product_features", "user_product_matrix"];

    // A bound for what hangs; the jobs have their own timeouts
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private GlueIngestInput input = null!;
    private string load = "";
    private int ended;

    [WorkflowRun]
    public async Task<GlueIngestReport> RunAsync(GlueIngestInput input)
    {
        PipelineAttributes.Complete(PipelineKind.Ingest);
        this.input = input;
        load = $"{Workflow.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Workflow.Info.RunId[..8]}";
        var loaded = input.BaseTables ? await RunAllAsync(BaseTables, LoadAsync) : [];
        var computed = input.Features ? await RunAllAsync(FeatureTables, ComputeAsync) : [];
        Workflow.CurrentDetails = $"Load **{load}**: all {ended} jobs have succeeded.";
        return new GlueIngestReport(load, [.. loaded, .. computed]);
    }

    /// <summary>Runs jobs side by side. A load that lacks a table is no load: when one fails, the others are stopped.</summary>
    private static async Task<GlueTableLoad[]> RunAllAsync(string[] tables, Func<string, CancellationToken, Task<GlueTableLoad>> run)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        ExceptionDispatchInfo? first = null;
        var runs = tables.Select(async table =>
        {
            try
            {
                return await run(table, all.Token);
            }
            catch (Exception fault)
            {
                first ??= ExceptionDispatchInfo.Capture(fault);
#pragma warning disable CA1849 // CancelAsync would leave the workflow's scheduler
                all.Cancel();
#pragma warning restore CA1849
                throw;
            }
        });
        try
        {
            return await Workflow.WhenAllAsync(runs);
        }
        catch
        {
            // Not the first of the tables: those that were stopped have failed by cancellation
            first?.Throw();
            throw;
        }
    }

    private async Task<GlueTableLoad> LoadAsync(string table, CancellationToken cancellationToken)
    {
        var run = await RunJobAsync(table, cancellationToken);
        var changed = await Workflow.ExecuteActivityAsync(
            (GlueLoadActivities a) => a.RecordChangesAsync($"notify_{table}", load),
            new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(30),
                HeartbeatTimeout = TimeSpan.FromMinutes(2),
                RetryPolicy = new() { MaximumAttempts = 10 },
                CancellationToken = cancellationToken,
                Summary = Summary.Of($"note what changed in notify_{table}"),
            });
        return new GlueTableLoad($"notify_{table}", Place("snapshots", table), Place("rejects", table), changed, run);
    }

    private async Task<GlueTableLoad> ComputeAsync(string table, CancellationToken cancellationToken) =>
        new($"notify_{table}", Place("snapshots", table), Rejects: null, ChangedKeys: 0, await RunJobAsync(table, cancellationToken));

    private async Task<GlueRunReport> RunJobAsync(string table, CancellationToken cancellationToken)
    {
        var request = new GlueJobRequest
        {
            JobName = $"{input.JobPrefix}{table.Replace('_', '-')}",
            RunKey = $"{Workflow.Info.WorkflowId}/{Workflow.Info.RunId}/{table}",
            Arguments = Arguments(),
        };
        var run = await Workflow.ExecuteActivityAsync(
            (GlueIngestActivities a) => a.RunGlueJobAsync(request),
            new()
            {
                TaskQueue = TaskQueues.Glue,
                ScheduleToCloseTimeout = Longest,
                HeartbeatTimeout = TimeSpan.FromMinutes(2),
                RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(10), MaximumInterval = TimeSpan.FromMinutes(2) },
                CancellationToken = cancellationToken,
                CancellationType = ActivityCancellationType.WaitCancellationCompleted,
                Summary = Summary.Of($"Glue job {request.JobName}"),
            });
        Workflow.CurrentDetails = $"Load **{load}**: {++ended} jobs have ended, **{request.JobName}** last.";
        return run;
    }

    private Dictionary<string, string> Arguments() => new()
    {
        ["--load_id"] = load,
        ["--source"] = input.Source.TrimEnd('/'),
        ["--objects"] = input.Objects.TrimEnd('/'),
        ["--table_prefix"] = input.TablePrefix,
        ["--as_of"] = Workflow.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["--default_time_zone"] = input.DefaultTimeZone ?? "",
    };

    private string Place(string area, string table) => $"{input.Objects.TrimEnd('/')}/{area}/notify_{table}/load={load}";
}
