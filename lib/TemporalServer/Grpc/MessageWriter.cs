using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;

namespace TemporalServer.Grpc;

/// <summary>Writes one length-prefixed message.</summary>
internal static class MessageWriter
{
    /// <summary>Messages up to this size in bytes go out uncompressed: gzip would cost more than it saves.</summary>
    internal const int CompressAbove = 16 * 1024;

    /// <summary>Writes the message plain.</summary>
    public static void Write(PipeWriter body, IMessage message, int size)
    {
        WritePrefix(body, compressed: false, size);
        message.WriteTo(body);
    }

    /// <summary>Writes the message gzipped; it must not be empty, for which .NET's gzip emits no stream at all.</summary>
    public static void WriteGzip(PipeWriter body, IMessage message)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }

        WritePrefix(body, compressed: true, (int)compressed.Length);
        body.Write(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    private static void WritePrefix(PipeWriter body, bool compressed, int length)
    {
        var prefix = body.GetSpan(MessageReader.PrefixBytes);
        prefix[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)length);
        body.Advance(MessageReader.PrefixBytes);
    }
}
