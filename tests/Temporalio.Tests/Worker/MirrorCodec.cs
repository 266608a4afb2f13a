using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Worker;

/// <summary>Wraps every payload into one whose bytes run backwards.</summary>
internal sealed class MirrorCodec : IPayloadCodec
{
    public static ByteString Encoding { get; } = ByteString.CopyFromUtf8("binary/mirrored");

    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload => new Payload
        {
            Metadata = { ["encoding"] = Encoding },
            Data = Reverse(payload.ToByteString()),
        })]);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload =>
            payload.Metadata["encoding"] == Encoding ? Payload.Parser.ParseFrom(Reverse(payload.Data)) : payload)]);

    private static ByteString Reverse(ByteString bytes) => ByteString.CopyFrom([.. bytes.Reverse()]);
}
