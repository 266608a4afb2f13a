using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload that may still be encoded, with what decodes it.</summary>
/// <param name="DataConverter">Decodes and converts the payload.</param>
/// <param name="Payload">The payload as it came.</param>
public record EncodedRawValue(DataConverter DataConverter, Payload Payload) : IEncodedRawValue;
