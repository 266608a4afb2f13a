using Amazon.Glue;
using Amazon.Glue.Model;

namespace Notify.Activities.Ingestion.Glue;

/// <summary>The runs of one job, as an ingestion uses them.</summary>
internal sealed class GlueRuns(IAmazonGlue glue, GlueJobRequest request)
{
    /// <summary>The argument that carries the run key.</summary>
    public const string RunKeyArgument = "--run_key";

    private const int PageRuns = 200;

    /// <summary>The run with our key, newest first; null when there is none.</summary>
    /// <param name="notBefore">It cannot have started earlier.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<JobRun?> FindAsync(DateTime notBefore, CancellationToken cancellationToken)
    {
        var search = new GetJobRunsRequest { JobName = request.JobName, MaxResults = PageRuns };
        while (true)
        {
            var page = await glue.GetJobRunsAsync(search, cancellationToken);
            var runs = page.JobRuns ?? [];
            var ours = runs.Where(run => run.Arguments?.GetValueOrDefault(RunKeyArgument) == request.RunKey).MaxBy(run => run.StartedOn);
            if (ours is not null)
            {
                return ours;
            }

            // Glue tells the newest first: behind a page that is older as a whole nothing of ours can be
            if (string.IsNullOrEmpty(page.NextToken) || runs.TrueForAll(run => run.StartedOn < notBefore))
            {
                return null;
            }

            search.NextToken = page.NextToken;
        }
    }

    public async Task<JobRun> GetAsync(string runId, CancellationToken cancellationToken) =>
        (await glue.GetJobRunAsync(new GetJobRunRequest { JobName = request.JobName, RunId = runId }, cancellationToken)).JobRun;

    /// <returns>Its id.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        var started = await glue.StartJobRunAsync(
            new StartJobRunRequest { JobName = request.JobName, Arguments = new(request.Arguments) { [RunKeyArgument] = request.RunKey } }, cancellationToken);
        return started.JobRunId;
    }

    /// <summary>Tells a run to stop; one that has ended stays as it is.</summary>
    public Task StopAsync(string runId, CancellationToken cancellationToken) => glue.BatchStopJobRunAsync(
        new BatchStopJobRunRequest { JobName = request.JobName, JobRunIds = [runId] }, cancellationToken);
}
