using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker;

/// <summary>What an activity says while it runs, and what it is told.</summary>
internal interface IActivityHeartbeats
{
    /// <summary>Cancelled when the activity should end.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Why.</summary>
    ActivityExecutionContext.CancelReasonCell Reason { get; }

    /// <summary>The latest details, encoded, that the server may not have; null for none.</summary>
    Payloads? Latest { get; }

    /// <summary>Takes a heartbeat; sends it soon.</summary>
    void Record(object?[] details);
}
