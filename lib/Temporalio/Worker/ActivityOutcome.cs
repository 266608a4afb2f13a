using Temporalio.Api.Common.V1;

namespace Temporalio.Worker;

/// <summary>How one attempt of an activity ended, ready for the server.</summary>
internal abstract record ActivityOutcome
{
    private ActivityOutcome()
    {
    }

    /// <summary>It returned.</summary>
    internal sealed record Completed(Payload Result) : ActivityOutcome;

    /// <summary>It threw.</summary>
    internal sealed record Failed(Api.Failure.V1.Failure Failure) : ActivityOutcome;

    /// <summary>It was asked to cancel, and did.</summary>
    internal sealed record Cancelled(Payloads? Details) : ActivityOutcome;

    /// <summary>Something else will complete it.</summary>
    internal sealed record LeftOpen : ActivityOutcome;
}
