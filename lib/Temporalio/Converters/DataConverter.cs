namespace Temporalio.Converters;

/// <summary>How values and errors travel: conversion first, then the codec.</summary>
/// <param name="PayloadConverter">Values to payloads.</param>
/// <param name="FailureConverter">Exceptions to failures.</param>
/// <param name="PayloadCodec">Payloads to other payloads; null for none.</param>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null)
{
    /// <summary>A converter with the default parts.</summary>
    public DataConverter()
        : this(new DefaultPayloadConverter(), new DefaultFailureConverter())
    {
    }

    /// <summary>JSON without a codec.</summary>
    public static DataConverter Default { get; } = new();
}
