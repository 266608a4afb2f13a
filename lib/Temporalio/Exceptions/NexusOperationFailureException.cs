using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A Nexus operation failed, as the workflow that called it sees it.</summary>
public class NexusOperationFailureException : FailureException
{
    internal NexusOperationFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.NexusOperationExecutionFailureInfo is null)
        {
            throw new ArgumentException("The failure carries no Nexus operation information.");
        }
    }

    /// <summary>Endpoint that was called.</summary>
    public string Endpoint => Info.Endpoint;

    /// <summary>Service that was called.</summary>
    public string Service => Info.Service;

    /// <summary>Operation that was called.</summary>
    public string Operation => Info.Operation;

    /// <summary>Token of the operation; null when it completed at once.</summary>
    public string? OperationToken => Info.OperationToken.Length == 0 ? null : Info.OperationToken;

    /// <summary>Event that scheduled it.</summary>
    public long ScheduledEventId => Info.ScheduledEventId;

    private NexusOperationFailureInfo Info => Failure!.NexusOperationExecutionFailureInfo;
}
