using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>An error of application code: throw it from a workflow or an activity to decide how it is retried.</summary>
public class ApplicationFailureException : FailureException
{
    /// <param name="message">Text for a person.</param>
    /// <param name="errorType">A name retry policies and callers can match; null for none.</param>
    /// <param name="nonRetryable">Whether no further attempt is made, whatever the retry policy says.</param>
    /// <param name="details">Values for whoever catches it.</param>
    /// <param name="nextRetryDelay">Backoff before the next attempt, in place of the retry policy's.</param>
    /// <param name="category">Whether the error is expected; benign ones are not logged as errors.</param>
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    /// <inheritdoc cref="ApplicationFailureException(string, string?, bool, IReadOnlyCollection{object?}?, TimeSpan?, ApplicationErrorCategory)"/>
    /// <param name="inner">The cause.</param>
#pragma warning disable CS1573 // The other parameters are inherited
    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
#pragma warning restore CS1573
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details ?? []);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    internal ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo ?? new();
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_ ?? []);
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
    }

    /// <summary>The name retry policies and callers can match.</summary>
    public string? ErrorType { get; }

    /// <summary>Whether no further attempt is made.</summary>
    public bool NonRetryable { get; }

    /// <summary>Values for whoever catches it.</summary>
    public IFailureDetails Details { get; }

    /// <summary>Backoff before the next attempt, in place of the retry policy's.</summary>
    public TimeSpan? NextRetryDelay { get; }

    /// <summary>Whether the error is expected.</summary>
    public ApplicationErrorCategory Category { get; }
}
