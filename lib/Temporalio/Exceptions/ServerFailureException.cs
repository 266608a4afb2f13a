using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A failure that originates in the server.</summary>
public class ServerFailureException : FailureException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="nonRetryable">Whether no further attempt is made.</param>
    /// <param name="inner">The cause.</param>
    public ServerFailureException(string message, bool nonRetryable = false, Exception? inner = null)
        : base(message, inner) => NonRetryable = nonRetryable;

    internal ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner) => NonRetryable = failure.ServerFailureInfo?.NonRetryable ?? false;

    /// <summary>Whether no further attempt is made.</summary>
    public bool NonRetryable { get; }
}
