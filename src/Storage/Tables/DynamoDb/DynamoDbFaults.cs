using System.Net.Sockets;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>Turns the SDK's exceptions into faults an operator can act on.</summary>
internal static class DynamoDbFaults
{
    private static readonly string[] Throttles =
    [
        "ProvisionedThroughputExceededException", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "RequestLimitExceededException",
        "ThrottlingException", "Throttling", "ThrottledException", "TooManyRequestsException", "RequestThrottled", "SlowDown",
    ];

    private static readonly string[] Refusals =
    [
        "UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch", "ExpiredTokenException", "ExpiredToken",
        "InvalidClientTokenId", "IncompleteSignature", "MissingAuthenticationTokenException", "MissingAuthenticationToken",
    ];

    /// <summary>Whether a fault is the SDK's, the service's or the network's, rather than ours.</summary>
    public static bool IsForeign(Exception fault) => fault is AmazonClientException or AmazonServiceException or HttpRequestException or SocketException or IOException or TimeoutException;

    /// <summary>Whether the service asks for less.</summary>
    public static bool IsThrottle(Exception fault) => fault is AmazonServiceException service && Throttles.Contains(service.ErrorCode, StringComparer.Ordinal);

    /// <summary>Whether the same request may succeed in a moment.</summary>
    public static bool IsPassing(Exception fault) => IsThrottle(fault) || fault is AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError };

    /// <summary>Whether the service is one that lacks what was asked for: dynalite and its like, never AWS.</summary>
    public static bool IsUnsupported(AmazonServiceException fault) =>
        fault.ErrorCode is "UnknownOperationException" or "SerializationException" or "InvalidAction" or "AccessDeniedException" or "UnrecognizedClientException";

    /// <summary>The fault to report.</summary>
    /// <param name="fault">What the SDK threw.</param>
    /// <param name="location">Table and service.</param>
    /// <param name="action">The action refused, such as <c>dynamodb:GetItem</c>.</param>
    public static StorageException Of(Exception fault, string location, string action)
    {
        var (what, remedy) = fault switch
        {
            ResourceNotFoundException => (
                "There is no such table.",
                "Create the tables with: notify init --target aws, and the same --aws-region, --dynamodb-url and --table-prefix."),
            _ when IsThrottle(fault) => (
                $"DynamoDB throttles {action} and went on doing so for as long as is waited.",
                "Wait and do it again (what was written stays written); if it keeps happening, look at the table's throttled requests in CloudWatch and raise its maximum throughput or the account's quota."),
            AmazonServiceException { ErrorCode: "AccessDeniedException" } => (
                $"This identity may not use {action}: {fault.Message}", $"Allow {action} on the table; docs/data.md, \"Pointing Notify at AWS\", has the whole policy."),
            AmazonServiceException service when Refusals.Contains(service.ErrorCode, StringComparer.Ordinal) => (
                $"The credentials are refused: {fault.Message}", "Check the access key, that its session has not expired, and this machine's clock."),
            AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } service => (
                $"{action} keeps failing with status {(int)service.StatusCode}: {fault.Message}", "Wait and do it again; see the AWS health page if it goes on."),
            _ when IsUnreachable(fault) => (
                $"The service cannot be reached: {Innermost(fault).Message}", "Check --aws-region or --dynamodb-url, that the network allows it, and that the server runs."),
            OperationCanceledException or TimeoutException => (
                $"{action} was not answered in time.", "Check the network; then do it again."),
            AmazonServiceException service => ($"{action} failed with {service.ErrorCode}: {fault.Message}", "See the inner error."),
            AmazonClientException when fault.Message.Contains("credential", StringComparison.OrdinalIgnoreCase) => (
                $"No credentials were found: {fault.Message}",
                "Give them as for every AWS program: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile (AWS_PROFILE), or the role of this machine."),
            _ => ($"{action} failed: {fault.Message}", "See the inner error."),
        };
        return new StorageException(location, what, remedy, fault);
    }

    private static bool IsUnreachable(Exception? fault) => fault is not null && (fault is HttpRequestException or SocketException || IsUnreachable(fault.InnerException));

    private static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;
}
