using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Temporalio.Transport;

namespace Temporalio.Client.Grpc;

/// <summary>
/// gRPC's length-prefixed message: one byte that says whether the message is compressed, its length in four bytes, big
/// end first, then the message.
/// </summary>
internal static class GrpcFrame
{
    internal const int PrefixLength = 5;

    /// <summary>Smallest request that is compressed; below it, gzip costs more than it saves.</summary>
    internal const int CompressFrom = 16 * 1024;

    /// <summary>Largest answer that is taken, in bytes.</summary>
    internal const int MaximumLength = 128 * 1024 * 1024;

    /// <summary>The frame of a message.</summary>
    internal static (byte[] Frame, bool IsCompressed) Write(IMessage message)
    {
        var length = message.CalculateSize();
        if (length >= CompressFrom)
        {
            return (WriteCompressed(message), true);
        }

        var frame = new byte[PrefixLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.WriteTo(frame.AsSpan(PrefixLength));
        return (frame, false);
    }

    /// <summary>Reads the one frame of a unary answer to the end of the stream.</summary>
    /// <returns>The message; null when the stream is empty, as it is when the call failed.</returns>
    /// <exception cref="GrpcStatusException">The stream is no single frame.</exception>
    internal static async Task<T?> ReadAsync<T>(Stream stream, bool isGzip, CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        var prefix = new byte[PrefixLength];
        var read = await stream.ReadAtLeastAsync(prefix, PrefixLength, false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        if (read < PrefixLength)
        {
            throw Malformed($"ends within its prefix, after {read} bytes");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (length > MaximumLength)
        {
            throw new GrpcStatusException(
                GrpcStatusCode.ResourceExhausted, $"The answer has {length} bytes; at most {MaximumLength} are taken.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, (int)length), (int)length, false, cancellationToken);
            if (read < length)
            {
                throw Malformed($"has {read} bytes where its prefix says {length}");
            }

            var flag = prefix[0];

            // Trailers can only be read once the stream has ended
            if (await stream.ReadAsync(prefix, cancellationToken) != 0)
            {
                throw Malformed("is followed by another one, but the call is unary");
            }

            return Parse<T>(buffer, (int)length, flag, isGzip);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw Malformed($"cannot be parsed: {e.Message}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static T Parse<T>(byte[] buffer, int length, byte flag, bool isGzip)
        where T : class, IMessage<T>, new()
    {
        var message = new T();
        switch (flag)
        {
            case 0:
                message.MergeFrom(buffer.AsSpan(0, length));
                break;
            case 1 when isGzip:
                using (var gzip = new GZipStream(new MemoryStream(buffer, 0, length), CompressionMode.Decompress))
                {
                    message.MergeFrom(gzip);
                }

                break;
            default:
                throw Malformed($"has compression flag {flag}, which its grpc-encoding does not explain");
        }

        return message;
    }

    private static byte[] WriteCompressed(IMessage message)
    {
        using var frame = new MemoryStream();
        frame.Write(stackalloc byte[PrefixLength]);
        using (var gzip = new GZipStream(frame, CompressionLevel.Fastest, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }

        var bytes = frame.ToArray();
        bytes[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - PrefixLength);
        return bytes;
    }

    private static GrpcStatusException Malformed(string how) =>
        new(GrpcStatusCode.Internal, $"The server's message {how}.");
}
