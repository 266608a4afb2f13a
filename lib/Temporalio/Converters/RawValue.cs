using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload in place of a value.</summary>
/// <param name="Payload">The payload, decoded.</param>
public record RawValue(Payload Payload) : IRawValue;
