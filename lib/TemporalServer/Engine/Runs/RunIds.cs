using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TemporalServer.Engine.Runs;

/// <summary>
/// Run ids are UUIDs of version 8 whose last six bytes are the run's key in the database, so that a run id finds its
/// row without an index; the rest is random.
/// </summary>
internal static class RunIds
{
    public static string New(long key)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], key | (long)BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]) << 48);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The key a run id holds; null when the text is no UUID.</summary>
    public static long? KeyOf(string runId)
    {
        if (!Guid.TryParse(runId, out var id))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) & 0xFFFF_FFFF_FFFF;
    }
}
