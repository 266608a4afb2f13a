using Amazon.Runtime;

namespace Amazon.Glue.Model;

public sealed class StartJobRunRequest : AmazonGlueRequest
{
    public string JobName { get; set; } = null!;

    /// <summary>By name, with its dashes.</summary>
    public Dictionary<string, string> Arguments { get; set; } = null!;
}

public sealed class StartJobRunResponse : AmazonWebServiceResponse
{
    public string JobRunId { get; set; } = null!;
}
