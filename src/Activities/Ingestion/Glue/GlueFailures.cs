using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Temporalio.Exceptions;

namespace Notify.Activities.Ingestion.Glue;

/// <summary>Says of each way to fail whether another attempt can help.</summary>
internal static class GlueFailures
{
    /// <summary>Type of a failure of the job itself.</summary>
    public const string JobFailed = "GlueJobFailed";

    /// <summary>Type of a failure of Glue's.</summary>
    public const string Unavailable = "GlueUnavailable";

    /// <summary>Type of a failure that only a person can mend.</summary>
    public const string Refused = "GlueRefused";

    // Another run of the same job takes minutes
    private static readonly TimeSpan WhenBusy = TimeSpan.FromMinutes(1);

    /// <summary>Whether a run ended in a way that is not the job's doing, so that a new run may succeed.</summary>
    public static bool IsGluesOwn(JobRunState state) => state == JobRunState.ERROR || state == JobRunState.EXPIRED;

    /// <summary>The failure of a run that ended without success.</summary>
    public static ApplicationFailureException Of(JobRun run)
    {
        var why = string.IsNullOrWhiteSpace(run.ErrorMessage) ? "Glue gives no reason." : run.ErrorMessage;
        var remedy =
            run.JobRunState == JobRunState.TIMEOUT ? " Raise the job's timeout, or its number of workers." :
            run.JobRunState == JobRunState.STOPPED ? " Somebody stopped it; start the ingestion again." :
            IsGluesOwn(run.JobRunState) ? " It is tried again with a new run." : " Its log is in CloudWatch under /aws-glue/jobs.";
        return new ApplicationFailureException(
            $"The run {run.Id} of the Glue job '{run.JobName}' ended as {run.JobRunState}: {why}{remedy}",
            IsGluesOwn(run.JobRunState) ? Unavailable : JobFailed,
            nonRetryable: !IsGluesOwn(run.JobRunState));
    }

    /// <summary>Whether a call failed, in whatever the SDK wraps that.</summary>
    public static bool IsCall(Exception fault) =>
        fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException };

    /// <summary>The failure of a call.</summary>
    public static ApplicationFailureException Of(Exception fault, string job) => fault switch
    {
        ConcurrentRunsExceededException => new ApplicationFailureException(
            $"The Glue job '{job}' has as many runs under way as it allows.", fault, Unavailable, nextRetryDelay: WhenBusy),
        EntityNotFoundException => Final(
            $"Glue knows nothing of the job '{job}' or of its run ({fault.Message}). Register the jobs as deploy/glue/README.md says.", fault),
        AccessDeniedException => Final(
            $"Glue denies access to the job '{job}' ({fault.Message}). Allow glue:StartJobRun, glue:GetJobRun, glue:GetJobRuns and glue:BatchStopJobRun to the worker's role.", fault),
        InvalidInputException => Final($"Glue refuses the arguments of the job '{job}': {fault.Message}", fault),
        _ => new ApplicationFailureException($"Glue cannot be asked about the job '{job}': {fault.Message}", fault, Unavailable),
    };

    private static ApplicationFailureException Final(string message, Exception fault) => new(message, fault, Refused, nonRetryable: true);
}
