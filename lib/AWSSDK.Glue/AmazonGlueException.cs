using System.Net;
using Amazon.Runtime;

namespace Amazon.Glue;

/// <summary>AWS Glue refused a request or failed at it.</summary>
public class AmazonGlueException : AmazonServiceException
{
    public AmazonGlueException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
