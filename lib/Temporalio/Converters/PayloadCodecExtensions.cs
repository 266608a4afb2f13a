using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Codecs applied to the shapes payloads come in.</summary>
public static class PayloadCodecExtensions
{
    /// <summary>Encodes one payload.</summary>
    /// <exception cref="ArgumentException">The codec made several of it.</exception>
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Single(await codec.EncodeAsync([payload]));

    /// <summary>Decodes one payload.</summary>
    /// <exception cref="ArgumentException">The codec made several of it.</exception>
    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Single(await codec.DecodeAsync([payload]));

    /// <summary>Encodes every payload in a failure and its causes, in place.</summary>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) =>
        ApplyAsync(codec.EncodeAsync, failure);

    /// <summary>Decodes every payload in a failure and its causes, in place.</summary>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) =>
        ApplyAsync(codec.DecodeAsync, failure);

    private static async Task ApplyAsync(
        Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> apply, Failure? failure)
    {
        for (; failure is not null; failure = failure.Cause)
        {
            if (failure.EncodedAttributes is { } attributes)
            {
                failure.EncodedAttributes = Single(await apply([attributes]));
            }

            if (DetailsOf(failure) is { Count: > 0 } details)
            {
                var applied = await apply([.. details]);
                details.Clear();
                details.AddRange(applied);
            }
        }
    }

    private static RepeatedField<Payload>? DetailsOf(Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.ApplicationFailureInfo => failure.ApplicationFailureInfo.Details?.Payloads_,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => failure.TimeoutFailureInfo.LastHeartbeatDetails?.Payloads_,
        Failure.FailureInfoOneofCase.CanceledFailureInfo => failure.CanceledFailureInfo.Details?.Payloads_,
        Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo =>
            failure.ResetWorkflowFailureInfo.LastHeartbeatDetails?.Payloads_,
        _ => null,
    };

    private static Payload Single(IReadOnlyCollection<Payload> payloads) => payloads.Count == 1
        ? payloads.First()
        : throw new ArgumentException($"The codec returned {payloads.Count} payloads where one is needed.");
}
