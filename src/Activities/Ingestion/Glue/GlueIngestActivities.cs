using Amazon.Glue;
using Amazon.Glue.Model;
using Temporalio.Activities;

namespace Notify.Activities.Ingestion.Glue;

/// <summary>Runs Glue jobs. A job is started once for each run key, however often workers and connections break.</summary>
/// <param name="glue">Its client must not repeat requests by itself: a start that is sent twice starts two runs.</param>
/// <param name="options">How to wait.</param>
/// <param name="clock">What waits.</param>
public sealed class GlueIngestActivities(IAmazonGlue glue, GlueOptions options, TimeProvider clock)
{
    // Temporal's clock and Glue's may differ
    private static readonly TimeSpan ClockMargin = TimeSpan.FromHours(1);

    /// <summary>Starts a run, or finds the one that an earlier attempt started, and waits for its end. Cancelling stops the run.</summary>
    /// <returns>The run, which has succeeded.</returns>
    [Activity]
    public async Task<GlueRunReport> RunGlueJobAsync(GlueJobRequest request)
    {
        var context = ActivityExecutionContext.Current;
        var runs = new GlueRuns(glue, request);
        try
        {
            var runId = await FindAsync(runs, context) ?? await StartAsync(runs, context);
            var ended = await FollowAsync(runs, runId, context);
            return ended.JobRunState == JobRunState.SUCCEEDED
                ? new GlueRunReport(request.JobName, ended.Id, ended.ExecutionTime ?? 0)
                : throw GlueFailures.Of(ended);
        }
        catch (OperationCanceledException) when (context.CancelReason == ActivityCancelReason.CancelRequested)
        {
            // Not so when only the worker stops: the next attempt goes on with the run
            await StopAsync(runs, context);
            throw;
        }
        catch (Exception fault) when (GlueFailures.IsCall(fault))
        {
            throw GlueFailures.Of(fault, request.JobName);
        }
    }

    private static async Task<string?> FindAsync(GlueRuns runs, ActivityExecutionContext context)
    {
        var known = context.Info.HeartbeatDetails.Count > 0 ? await context.Info.HeartbeatDetailAtAsync<GlueRunMark>(0) : null;
        var run = known is not null
            ? await runs.GetAsync(known.RunId, context.CancellationToken)
            : await runs.FindAsync(context.Info.ScheduledTime - ClockMargin, context.CancellationToken);

        // Where Glue itself failed a new run is what another attempt is for
        return run is null || GlueFailures.IsGluesOwn(run.JobRunState) ? null : run.Id;
    }

    private static async Task<string> StartAsync(GlueRuns runs, ActivityExecutionContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();

        // Not to be cancelled halfway: whether it started would be unknown
        return await runs.StartAsync(CancellationToken.None);
    }

    private async Task<JobRun> FollowAsync(GlueRuns runs, string runId, ActivityExecutionContext context)
    {
        context.Heartbeat(new GlueRunMark(runId, nameof(JobRunState.STARTING)));
        while (true)
        {
            var run = await runs.GetAsync(runId, context.CancellationToken);
            context.Heartbeat(new GlueRunMark(runId, run.JobRunState));
            if (HasEnded(run.JobRunState))
            {
                return run;
            }

            await Task.Delay(options.PollEvery, clock, context.CancellationToken);
        }
    }

    private static async Task StopAsync(GlueRuns runs, ActivityExecutionContext context)
    {
        // By the key, because the run may have started without our having heard of it
        if (await runs.FindAsync(context.Info.ScheduledTime - ClockMargin, CancellationToken.None) is { } run && !HasEnded(run.JobRunState))
        {
            await runs.StopAsync(run.Id, CancellationToken.None);
        }
    }

    private static bool HasEnded(JobRunState state) =>
        state == JobRunState.SUCCEEDED || state == JobRunState.FAILED || state == JobRunState.TIMEOUT || state == JobRunState.STOPPED || GlueFailures.IsGluesOwn(state);
}
