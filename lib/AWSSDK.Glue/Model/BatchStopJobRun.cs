using Amazon.Runtime;

namespace Amazon.Glue.Model;

public sealed class BatchStopJobRunRequest : AmazonGlueRequest
{
    public string JobName { get; set; } = null!;

    public List<string> JobRunIds { get; set; } = null!;
}

public sealed class BatchStopJobRunResponse : AmazonWebServiceResponse
{
    /// <summary>Null when there are none.</summary>
    public List<BatchStopJobRunError> Errors { get; set; } = null!;

    /// <summary>Null when there are none.</summary>
    public List<BatchStopJobRunSuccessfulSubmission> SuccessfulSubmissions { get; set; } = null!;
}

/// <summary>A run that is told to stop.</summary>
public sealed class BatchStopJobRunSuccessfulSubmission
{
    public string JobName { get; set; } = null!;

    public string JobRunId { get; set; } = null!;
}

/// <summary>A run that cannot be told to stop.</summary>
public sealed class BatchStopJobRunError
{
    public string JobName { get; set; } = null!;

    public string JobRunId { get; set; } = null!;

    public ErrorDetail ErrorDetail { get; set; } = null!;
}

/// <summary>Why a part of a request failed.</summary>
public sealed class ErrorDetail
{
    public string ErrorCode { get; set; } = null!;

    public string ErrorMessage { get; set; } = null!;
}
