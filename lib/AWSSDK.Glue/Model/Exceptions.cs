using System.Net;
using Amazon.Runtime;

namespace Amazon.Glue.Model;

/// <summary>The caller may not do that.</summary>
public sealed class AccessDeniedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>As many runs of the job as it allows are under way.</summary>
public sealed class ConcurrentRunsExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>There is no such job or run.</summary>
public sealed class EntityNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A fault within AWS Glue.</summary>
public sealed class InternalServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The request makes no sense.</summary>
public sealed class InvalidInputException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>AWS Glue took too long.</summary>
public sealed class OperationTimeoutException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>A quota of the account is used up.</summary>
public sealed class ResourceNumberLimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Requests come too fast.</summary>
public sealed class ThrottlingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonGlueException(message, innerException, errorType, errorCode, requestId, statusCode);
