namespace Notify.AwsDoubles.Signing;

/// <summary>A request that AWS would refuse.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">AWS's error code.</param>
/// <param name="message">What is wrong with it.</param>
public sealed class RequestRefusedException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
