using Amazon.Runtime;

namespace Amazon.Glue;

/// <summary>A request to AWS Glue.</summary>
public abstract class AmazonGlueRequest : AmazonWebServiceRequest;
