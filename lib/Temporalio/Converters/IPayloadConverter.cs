using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads and back. Deterministic: workflows call it.</summary>
public interface IPayloadConverter
{
    /// <summary>The payload of a value.</summary>
    /// <exception cref="ArgumentException">The value cannot be converted.</exception>
    Payload ToPayload(object? value);

    /// <summary>The value of a payload.</summary>
    /// <param name="payload">The payload, decoded.</param>
    /// <param name="type">Type the value is wanted as.</param>
    object? ToValue(Payload payload, Type type);
}
