using Temporalio.Converters;

namespace Notify.Workers.Encryption;

/// <summary>The data converter of clients and workers whose payloads are encrypted.</summary>
public static class EncryptedConverter
{
    /// <summary>Temporal's own converter with the codec, and with the messages and stack traces of failures in payloads of their own.</summary>
    public static DataConverter Of(EncryptionKeys keys) => DataConverter.Default with
    {
        PayloadCodec = new AesGcmPayloadCodec(keys),
        FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
    };
}
