using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Notify.Storage.Objects.S3;

/// <summary>Says what went wrong with S3, and what to do about it.</summary>
internal sealed class S3Faults(S3Options options)
{
    private string Location => options.Prefix.Length == 0 ? $"s3://{options.Bucket}" : $"s3://{options.Bucket}/{options.Prefix}";

    /// <summary>The fault in the port's terms; null for one that is not S3's.</summary>
    /// <param name="fault">As the SDK threw it.</param>
    /// <param name="action">The permission that the call needs, such as <c>s3:GetObject</c>.</param>
    /// <param name="key">The port's key, or the prefix of a listing.</param>
    public Exception? Explain(Exception fault, string action, string key) => fault switch
    {
        // A batch of parts tells the first that failed
        AggregateException { InnerException: { } first } => Explain(first, action, key),
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => Failed(
            "The bucket does not exist.", "Make it with notify init --target aws --objects, or name another.", fault),
        AmazonS3Exception { ErrorCode: "NoSuchKey" } or AmazonS3Exception { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NotFound" or "" or null } =>
            new ObjectNotFoundException(key),
        AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "TokenRefreshRequired" } refused => Failed(
            $"S3 refuses the credentials ({refused.ErrorCode}).", "Renew those of the environment, profile or role that this process runs with.", fault),
        AmazonS3Exception { ErrorCode: "RequestTimeTooSkewed" } => Failed(
            "S3 refuses the request's time.", "Set this machine's clock; it may be at most 15 minutes off.", fault),
        AmazonS3Exception { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" or "IncorrectEndpoint" } or
            AmazonS3Exception { StatusCode: HttpStatusCode.MovedPermanently } => Failed(
            $"The bucket is not in the region {options.Region ?? "that the SDK takes by default"} ({fault.Message}).",
            "Name the bucket's own region (aws s3api get-bucket-location tells it).", fault),
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } => Denied(action, key, fault),
        AmazonS3Exception { ErrorCode: "SlowDown" or "ServiceUnavailable" or "Throttling" } or AmazonS3Exception { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests } => Failed(
            $"S3 asks to slow down at '{key}'.", "Try again later, with fewer writers at a time.", fault),
        AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed } => Failed(
            $"'{key}' was replaced while it was read.", "Read it again from its beginning.", fault),
        AmazonS3Exception refused => Failed(
            $"'{key}': S3 answers {(int)refused.StatusCode} {refused.ErrorCode} ({refused.Message}).", "Try again; where it stays so, look into the request id in AWS support.", fault),
        _ when IsConnection(fault) => Failed(
            $"S3 cannot be reached ({Root(fault).Message})",
            $"Check the network, the proxy and the address{(options.ServiceUrl is { } address ? $" {address}" : "")}.", fault),
        AmazonClientException when fault.Message.Contains("hash", StringComparison.OrdinalIgnoreCase) => Failed(
            $"'{key}' does not have the checksum that S3 keeps for it.", "Read it again; where it stays so, write it again.", fault),
        AmazonClientException when fault.Message.Contains("region", StringComparison.OrdinalIgnoreCase) => Failed(
            "No AWS region is known.", "Name the bucket's region, here or in AWS_REGION.", fault),
        AmazonClientException when fault.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => Failed(
            "No AWS credentials are found.", "Give this process a role, a profile (AWS_PROFILE) or keys (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).", fault),
        AmazonClientException or AmazonServiceException => Failed($"'{key}': {fault.Message}", "Try again; where it stays so, check the credentials and the region.", fault),
        _ => null,
    };

    /// <summary>Whether a connection broke or never came about.</summary>
    public static bool IsConnection(Exception fault) => fault switch
    {
        AmazonServiceException { StatusCode: not 0 } => false,
        HttpRequestException or IOException or System.Net.Sockets.SocketException or TimeoutException or OperationCanceledException => true,
        { InnerException: { } inner } => IsConnection(inner),
        _ => false,
    };

    private static Exception Root(Exception fault) => fault.InnerException is { } inner ? Root(inner) : fault;

    private StorageException Denied(string action, string key, Exception fault)
    {
        var prefix = options.Prefix.Length == 0 ? "" : options.Prefix + "/";
        var resource = action == "s3:ListBucket" ? $"arn:aws:s3:::{options.Bucket}" : $"arn:aws:s3:::{options.Bucket}/{prefix}*";
        var unlisted = action == "s3:GetObject" ? $" and s3:ListBucket on arn:aws:s3:::{options.Bucket} (without it S3 denies what is not there)" : "";
        var kms = options.KmsKey is { } kmsKey ? $" The KMS key {kmsKey} must allow kms:GenerateDataKey and kms:Decrypt too." : "";
        return Failed($"Access to '{key}' is denied ({fault.Message}).", $"Allow {action} on {resource}{unlisted} to the role of this process.{kms}", fault);
    }

    private StorageException Failed(string what, string remedy, Exception fault) => new(Location, what, remedy, fault);
}
