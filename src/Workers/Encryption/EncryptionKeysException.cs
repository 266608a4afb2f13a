namespace Notify.Workers.Encryption;

/// <summary>Encryption keys as given cannot be used; the message says why and never shows a key.</summary>
public sealed class EncryptionKeysException(string message) : Exception(message);
