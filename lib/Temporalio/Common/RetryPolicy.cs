using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How the server retries an activity or a workflow.</summary>
public record RetryPolicy
{
    /// <summary>Backoff before the second attempt. Default is one second.</summary>
    public TimeSpan InitialInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What each backoff is multiplied by to get the next. Default is 2.</summary>
    public float BackoffCoefficient { get; init; } = 2.0f;

    /// <summary>Upper bound of a backoff; null leaves the server's default of 100 times the initial interval.</summary>
    public TimeSpan? MaximumInterval { get; init; }

    /// <summary>Attempts in all; zero means without limit.</summary>
    public int MaximumAttempts { get; init; }

    /// <summary>Error types after which there is no further attempt.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; init; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(1),
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : [.. proto.NonRetryableErrorTypes],
    };

    internal Api.Common.V1.RetryPolicy ToProto()
    {
        var proto = new Api.Common.V1.RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            BackoffCoefficient = BackoffCoefficient,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
            MaximumAttempts = MaximumAttempts,
        };
        if (NonRetryableErrorTypes is { } errorTypes)
        {
            proto.NonRetryableErrorTypes.AddRange(errorTypes);
        }

        return proto;
    }
}
