using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An activity failed, as its workflow sees it; the cause is the inner exception.</summary>
public class ActivityFailureException : FailureException
{
    internal ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo is null)
        {
            throw new ArgumentException("The failure carries no activity information.");
        }
    }

    /// <summary>Name of the activity.</summary>
    public string ActivityType => Info.ActivityType?.Name ?? string.Empty;

    /// <summary>Id of the activity within its workflow.</summary>
    public string ActivityId => Info.ActivityId;

    /// <summary>The worker that ran it.</summary>
    public string? Identity => Info.Identity.Length == 0 ? null : Info.Identity;

    /// <summary>Why it is not retried any more.</summary>
    public RetryState RetryState => Info.RetryState;

    /// <summary>Event that scheduled it.</summary>
    public long ScheduledEventId => Info.ScheduledEventId;

    /// <summary>Event that started it.</summary>
    public long StartedEventId => Info.StartedEventId;

    private ActivityFailureInfo Info => Failure!.ActivityFailureInfo;
}
