using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An exception that travels between client, workflow and activity as a <c>Failure</c>.</summary>
public class FailureException : TemporalException
{
    internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>The failure this exception was made from, if it came from the server.</summary>
    public Failure? Failure { get; }

    /// <summary>The stack trace of the other side when there is one, else this side's.</summary>
    public override string? StackTrace =>
        string.IsNullOrEmpty(Failure?.StackTrace) ? base.StackTrace : Failure.StackTrace;
}
