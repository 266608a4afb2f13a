namespace Notify.Workers.Encryption;

/// <summary>A payload cannot be decrypted: its key is not known here, or it is not what was encrypted.</summary>
public sealed class PayloadDecryptionException(string message, string keyId, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Id of the key that the payload names; empty when it names none.</summary>
    public string KeyId { get; } = keyId;
}
