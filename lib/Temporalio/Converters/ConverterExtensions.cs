using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Typed conversions of <see cref="IPayloadConverter"/>.</summary>
public static class ConverterExtensions
{
    /// <summary>The value of a payload.</summary>
    public static T ToValue<T>(this IPayloadConverter converter, Payload payload) =>
        (T)converter.ToValue(payload, typeof(T))!;

    /// <summary>The value of a raw value.</summary>
    public static T ToValue<T>(this IPayloadConverter converter, IRawValue rawValue) =>
        converter.ToValue<T>(rawValue.Payload);

    /// <summary>The raw value of a value.</summary>
    public static RawValue ToRawValue(this IPayloadConverter converter, object? value) =>
        new(converter.ToPayload(value));

    /// <summary>The payloads of values, in order.</summary>
    public static IReadOnlyCollection<Payload> ToPayloads(
        this IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        [.. values.Select(converter.ToPayload)];

    /// <summary>Decodes and converts a payload.</summary>
    public static Task<T> ToValueAsync<T>(this IEncodedRawValue rawValue) =>
        rawValue.DataConverter.ToValueAsync<T>(rawValue.Payload);
}
