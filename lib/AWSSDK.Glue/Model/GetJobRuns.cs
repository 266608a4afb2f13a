using Amazon.Runtime;

namespace Amazon.Glue.Model;

public sealed class GetJobRunsRequest : AmazonGlueRequest
{
    public string JobName { get; set; } = null!;

    /// <summary>Runs of a page.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Where the page before ended.</summary>
    public string NextToken { get; set; } = null!;
}

public sealed class GetJobRunsResponse : AmazonWebServiceResponse
{
    /// <summary>Null when there are none.</summary>
    public List<JobRun> JobRuns { get; set; } = null!;

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; } = null!;
}
