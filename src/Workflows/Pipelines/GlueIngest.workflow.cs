using System.Globalization;
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

    private int ended;

    [WorkflowRun]
    public async Task<GlueIngestReport> RunAsync(GlueIngestInput input)
    {
        PipelineAttributes.Complete(PipelineKind.Ingest);
        var load = $"{Workflow.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{Workflow.Info.RunId[..8]}";
        var arguments = new Dictionary<string, string>
        {
            ["--load_id"] = load,
            ["--source"] = input.Source.TrimEnd('/'),
            ["--objects"] = input.Objects.TrimEnd('/'),
            ["--table_prefix"] = input.TablePrefix,
            ["--as_of"] = Workflow.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["--default_time_zone"] = input.DefaultTimeZone ?? "",
        };
        var loaded = await RunAllAsync(input, BaseTables, arguments, rejects: true);
        var computed = input.Features ? await RunAllAsync(input, FeatureTables, arguments, rejects: false) : [];
        Workflow.CurrentDetails = $"Load **{load}**: all {ended} jobs have succeeded.";
        return new GlueIngestReport(load, [.. loaded, .. computed]);
    }

    private async Task<GlueTableLoad[]> RunAllAsync(GlueIngestInput input, string[] tables, Dictionary<string, string> arguments, bool rejects)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        var runs = tables.Select(table => RunAsync(input, table, arguments, rejects, others)).ToList();
        return await Workflow.WhenAllAsync(runs);
    }

    private async Task<GlueTableLoad> RunAsync(GlueIngestInput input, string table, Dictionary<string, string> arguments, bool rejects, CancellationTokenSource others)
    {
        var request = new GlueJobRequest
        {
            JobName = $"{input.JobPrefix}{table.Replace('_', '-')}",
            RunKey = $"{Workflow.Info.WorkflowId}/{Workflow.Info.RunId}/{table}",
            Arguments = arguments,
        };
        try
        {
            var run = await Workflow.ExecuteActivityAsync(
                (GlueIngestActivities a) => a.RunGlueJobAsync(request),
                new()
                {
                    TaskQueue = TaskQueues.Glue,
                    ScheduleToCloseTimeout = Longest,
                    HeartbeatTimeout = TimeSpan.FromMinutes(2),
                    RetryPolicy = new() { InitialInterval = TimeSpan.FromSeconds(10), MaximumInterval = TimeSpan.FromMinutes(2) },
                    CancellationToken = others.Token,
                    CancellationType = ActivityCancellationType.WaitCancellationCompleted,
                    Summary = Summary.Of($"Glue job {request.JobName}"),
                });
            Workflow.CurrentDetails = $"{++ended} jobs have ended, **{request.JobName}** last.";
            var place = $"{table}/load={arguments["--load_id"]}";
            return new GlueTableLoad(
                $"notify_{table}", $"{arguments["--objects"]}/snapshots/notify_{place}", rejects ? $"{arguments["--objects"]}/rejects/notify_{place}" : null, run);
        }
        catch
        {
            // A load that lacks a table is no load: the other jobs need not finish
            await others.CancelAsync();
            throw;
        }
    }
}
