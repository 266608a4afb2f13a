using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Conversion and codec together.</summary>
public static class DataConverterExtensions
{
    /// <summary>The encoded payload of a value.</summary>
    public static async Task<Payload> ToPayloadAsync(this DataConverter converter, object? value)
    {
        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload) : payload;
    }

    /// <summary>The encoded payloads of values, in order.</summary>
    public static Task<IReadOnlyCollection<Payload>> ToPayloadsAsync(
        this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        IReadOnlyCollection<Payload> payloads = converter.PayloadConverter.ToPayloads(values);
        return converter.PayloadCodec is { } codec ? codec.EncodeAsync(payloads) : Task.FromResult(payloads);
    }

    /// <summary>The encoded failure of an exception.</summary>
    public static async Task<Failure> ToFailureAsync(this DataConverter converter, Exception exception)
    {
        var failure = converter.FailureConverter.ToFailure(exception, converter.PayloadConverter);
        if (converter.PayloadCodec is not { } codec)
        {
            return failure;
        }

        // A failure that passed through from elsewhere is shared, and must not change under its other holders
        var encoded = failure.Clone();
        await codec.EncodeFailureAsync(encoded);
        return encoded;
    }

    /// <summary>The value of an encoded payload.</summary>
    public static async Task<T> ToValueAsync<T>(this DataConverter converter, Payload payload) =>
        (T)(await converter.ToValueAsync(payload, typeof(T)))!;

    /// <summary>The value of an encoded payload.</summary>
    public static async Task<object?> ToValueAsync(this DataConverter converter, Payload payload, Type type)
    {
        var decoded = converter.PayloadCodec is { } codec ? await codec.DecodeSingleAsync(payload) : payload;
        return converter.PayloadConverter.ToValue(decoded, type);
    }

    /// <summary>The value of exactly one encoded payload.</summary>
    /// <exception cref="ArgumentException">There is not exactly one.</exception>
    public static async Task<T> ToSingleValueAsync<T>(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads)
    {
        var decoded = converter.PayloadCodec is { } codec ? await codec.DecodeAsync(payloads) : payloads;
        return decoded.Count == 1
            ? converter.PayloadConverter.ToValue<T>(decoded.First())
            : throw new ArgumentException($"Expected one payload, got {decoded.Count}.");
    }

    /// <summary>The values of encoded payloads, one for each type.</summary>
    /// <exception cref="ArgumentException">There are fewer payloads than types.</exception>
    public static async Task<object?[]> ToValuesAsync(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads, IReadOnlyCollection<Type> types)
    {
        var decoded = converter.PayloadCodec is { } codec ? await codec.DecodeAsync(payloads) : payloads;
        return decoded.Count >= types.Count
            ? [.. decoded.Zip(types, converter.PayloadConverter.ToValue)]
            : throw new ArgumentException($"Expected {types.Count} payloads, got {decoded.Count}.");
    }

    /// <summary>The exception of an encoded failure.</summary>
    public static async Task<Exception> ToExceptionAsync(this DataConverter converter, Failure failure)
    {
        if (converter.PayloadCodec is { } codec)
        {
            failure = failure.Clone();
            await codec.DecodeFailureAsync(failure);
        }

        return converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }
}
