using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Notify.AwsDoubles.Signing;

/// <summary>The checksums that S3 verifies.</summary>
public static class Checksums
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8)
        .Aggregate((uint)value, (crc, _) => (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320))];

    /// <summary>CRC-32 (IEEE 802.3), big-endian, in base 64.</summary>
    public static string Crc32(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        foreach (var octet in content)
        {
            crc = Table[(byte)(crc ^ octet)] ^ (crc >> 8);
        }

        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Compares what a header says with the content.</summary>
    /// <exception cref="RequestRefusedException">They differ, or the checksum is none that is known here.</exception>
    public static void Verify(string header, string value, ReadOnlySpan<byte> content)
    {
        var actual = header switch
        {
            "x-amz-checksum-crc32" => Crc32(content),
            "x-amz-checksum-sha256" => Convert.ToBase64String(SHA256.HashData(content)),
            _ => throw new RequestRefusedException(400, "InvalidRequest", $"'{header}' is no checksum that is known here."),
        };
        if (actual != value)
        {
            throw new RequestRefusedException(400, "BadDigest", $"'{header}' is {value}, but the content's is {actual}.");
        }
    }
}
