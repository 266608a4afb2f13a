using System.Security.Cryptography;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Notify.Workers.Encryption;

/// <summary>
/// Encrypts whole payloads with AES-256-GCM (NIST SP 800-38D), so that the cluster keeps only ciphertext. An encrypted
/// payload's data is nonce (12 bytes, random), ciphertext, tag (16 bytes); its encoding and key id are authenticated with
/// it. What is not encrypted is read as it is, so that histories from before encryption go on.
/// </summary>
/// <remarks>Random nonces bound the use of one key to 2^32 payloads: rotate before that.</remarks>
public sealed class AesGcmPayloadCodec(EncryptionKeys keys) : IPayloadCodec
{
    private const string EncodingKey = "encoding";
    private const string KeyIdKey = "encryption-key-id";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly ByteString Encoding = ByteString.CopyFromUtf8("binary/encrypted");

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads)
    {
        using var aes = new AesGcm(keys.Active, TagBytes);
        return Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload => Encrypt(aes, payload))]);
    }

    /// <inheritdoc/>
    /// <exception cref="PayloadDecryptionException">A payload's key is not known, or it was changed.</exception>
    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Decrypt)]);

    private Payload Encrypt(AesGcm aes, Payload payload)
    {
        var plain = payload.ToByteArray();
        var data = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = data.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, data.AsSpan(NonceBytes, plain.Length), data.AsSpan(NonceBytes + plain.Length), AssociatedDataOf(keys.ActiveId));
        return new Payload
        {
            Metadata = { [EncodingKey] = Encoding, [KeyIdKey] = ByteString.CopyFromUtf8(keys.ActiveId) },
            Data = ByteString.CopyFrom(data),
        };
    }

    private Payload Decrypt(Payload payload)
    {
        if (!payload.Metadata.TryGetValue(EncodingKey, out var encoding) || encoding != Encoding)
        {
            return payload;
        }

        var id = payload.Metadata.TryGetValue(KeyIdKey, out var named) ? named.ToStringUtf8() : "";
        if (!keys.TryFind(id, out var key))
        {
            throw new PayloadDecryptionException(
                $"A payload is encrypted with key '{id}', which is not among those given ({string.Join(", ", keys.Ids)}). Add that key to them; old keys are needed as long as there are histories of their time.", id);
        }

        var data = payload.Data.Span;
        if (data.Length < NonceBytes + TagBytes)
        {
            throw new PayloadDecryptionException(
                $"A payload encrypted with key '{id}' has {data.Length} bytes; at least {NonceBytes + TagBytes} belong to one. It was cut off on its way.", id);
        }

        var plain = new byte[data.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(data[..NonceBytes], data[NonceBytes..^TagBytes], data[^TagBytes..], plain, AssociatedDataOf(id));
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new PayloadDecryptionException(
                $"A payload encrypted with key '{id}' is not what was encrypted: it was changed, or another key has that id. Compare the keys of all workers and clients; if they agree, someone altered the cluster's data.", id, fault);
        }

        return Payload.Parser.ParseFrom(plain);
    }

    private static byte[] AssociatedDataOf(string keyId) => System.Text.Encoding.UTF8.GetBytes($"binary/encrypted\n{keyId}");
}
