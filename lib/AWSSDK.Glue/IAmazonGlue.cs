using Amazon.Glue.Model;

namespace Amazon.Glue;

/// <summary>AWS Glue, as far as runs of jobs go.</summary>
public interface IAmazonGlue : IDisposable
{
    /// <summary>Stops runs of a job.</summary>
    Task<BatchStopJobRunResponse> BatchStopJobRunAsync(BatchStopJobRunRequest request, CancellationToken cancellationToken = default);

    /// <summary>Says how a run is.</summary>
    Task<GetJobRunResponse> GetJobRunAsync(GetJobRunRequest request, CancellationToken cancellationToken = default);

    /// <summary>A page of a job's runs.</summary>
    Task<GetJobRunsResponse> GetJobRunsAsync(GetJobRunsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a run of a job. Calling it twice starts two.</summary>
    Task<StartJobRunResponse> StartJobRunAsync(StartJobRunRequest request, CancellationToken cancellationToken = default);
}
