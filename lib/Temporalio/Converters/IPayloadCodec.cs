using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Transforms payloads as a whole, for example to encrypt or to compress them.</summary>
public interface IPayloadCodec
{
    /// <summary>Encodes payloads; the number of payloads may change.</summary>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>Reverses <see cref="EncodeAsync"/>.</summary>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
