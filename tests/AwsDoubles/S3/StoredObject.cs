using System.Security.Cryptography;
using Notify.AwsDoubles.Signing;

#pragma warning disable CA5351 // S3 tags objects with MD5; nothing relies on it for security

namespace Notify.AwsDoubles.S3;

/// <summary>An object as the double keeps it.</summary>
/// <param name="Content">Whole.</param>
/// <param name="ETag">With its quotation marks; the MD5 of one put, against which the SDK compares what it reads.</param>
/// <param name="Headers">Metadata and encryption, as they come back.</param>
/// <param name="Checksum">CRC-32 in base 64; null for one that came in parts.</param>
public sealed record StoredObject(byte[] Content, string ETag, IReadOnlyDictionary<string, string> Headers, string? Checksum)
{
    internal static StoredObject Of(byte[] content, IReadOnlyDictionary<string, string> headers) =>
        new(content, Tag(content), headers, Checksums.Crc32(content));

    /// <summary>The tag of an object that came in parts: the hash of their hashes, and how many they were.</summary>
    internal static StoredObject OfParts(IReadOnlyList<byte[]> parts, IReadOnlyDictionary<string, string> headers)
    {
        var hashes = parts.SelectMany(part => MD5.HashData(part)).ToArray();
        return new([.. parts.SelectMany(part => part)], $"\"{Convert.ToHexStringLower(MD5.HashData(hashes))}-{parts.Count}\"", headers, null);
    }

    internal static string Tag(byte[] content) => $"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"";
}
