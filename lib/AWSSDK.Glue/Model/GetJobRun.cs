using Amazon.Runtime;

namespace Amazon.Glue.Model;

public sealed class GetJobRunRequest : AmazonGlueRequest
{
    public string JobName { get; set; } = null!;

    public string RunId { get; set; } = null!;
}

public sealed class GetJobRunResponse : AmazonWebServiceResponse
{
    public JobRun JobRun { get; set; } = null!;
}
