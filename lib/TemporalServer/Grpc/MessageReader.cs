using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Temporalio.Transport;

namespace TemporalServer.Grpc;

/// <summary>
/// Reads the one length-prefixed message of a unary call: a flag byte (1 = compressed), four bytes of length, big-endian,
/// and the message. The declared length is checked before anything is buffered for it.
/// </summary>
/// <param name="maxMessageBytes">The largest message accepted, before and after decompression.</param>
internal sealed class MessageReader(int maxMessageBytes)
{
    internal const int PrefixBytes = 5;

    /// <exception cref="GrpcStatusException">The body is no well-formed message within the limit.</exception>
    public async Task<IMessage> ReadAsync(
        PipeReader body, string? encoding, MessageParser parser, CancellationToken cancellationToken)
    {
        try
        {
            var (compressed, length) = await ReadPrefixAsync(body, encoding, cancellationToken).ConfigureAwait(false);
            var read = await body.ReadAtLeastAsync(length, cancellationToken).ConfigureAwait(false);
            if (read.Buffer.Length < length)
            {
                throw Malformed($"the message declares {length} bytes and ends after {read.Buffer.Length}");
            }

            var content = read.Buffer.Slice(0, length);
            var message = compressed && length > 0 ? Decompress(content, parser) : parser.ParseFrom(content);
            body.AdvanceTo(content.End);
            await ExpectEndAsync(body, cancellationToken).ConfigureAwait(false);
            return message;
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw Malformed($"the message is not valid protobuf: {fault.Message}");
        }
        catch (BadHttpRequestException fault)
        {
            throw fault.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge("the request body is larger than")
                : Malformed(fault.Message);
        }
    }

    private async Task<(bool Compressed, int Length)> ReadPrefixAsync(
        PipeReader body, string? encoding, CancellationToken cancellationToken)
    {
        var read = await body.ReadAtLeastAsync(PrefixBytes, cancellationToken).ConfigureAwait(false);
        if (read.Buffer.Length < PrefixBytes)
        {
            throw Malformed($"expected a {PrefixBytes}-byte message prefix, found {read.Buffer.Length} bytes");
        }

        var (flag, length) = ParsePrefix(read.Buffer);
        body.AdvanceTo(read.Buffer.GetPosition(PrefixBytes));
        if (flag > 1)
        {
            throw Malformed($"the compression flag is {flag}, expected 0 or 1");
        }

        if (flag == 1 && !string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw string.IsNullOrEmpty(encoding) || string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase)
                ? Malformed("the message is flagged as compressed, but grpc-encoding names no compression")
                : new GrpcStatusException(GrpcStatusCode.Unimplemented, "grpc-encoding is not supported: use gzip or identity");
        }

        return length <= (uint)maxMessageBytes ? (flag == 1, (int)length) : throw TooLarge($"the message declares {length} bytes, more than");
    }

    private static (byte Flag, uint Length) ParsePrefix(ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        return (prefix[0], BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]));
    }

    private IMessage Decompress(ReadOnlySequence<byte> compressed, MessageParser parser)
    {
        var plain = new ArrayBufferWriter<byte>(Math.Min(maxMessageBytes, 4 * (int)compressed.Length) + 1);
        try
        {
            using var source = new MemoryStream(compressed.ToArray(), writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            for (int read; (read = gzip.Read(plain.GetSpan())) > 0;)
            {
                plain.Advance(read);
                if (plain.WrittenCount > maxMessageBytes)
                {
                    throw TooLarge("the message decompresses to more than");
                }
            }
        }
        catch (InvalidDataException fault)
        {
            throw Malformed($"the message is not valid gzip: {fault.Message}");
        }

        RequireComplete(compressed, plain.WrittenCount);
        return parser.ParseFrom(plain.WrittenSpan);
    }

    // GZipStream takes a truncated stream for a complete one, so the length in gzip's own trailer decides
    private static void RequireComplete(ReadOnlySequence<byte> compressed, int plainLength)
    {
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        if (compressed.Length < trailer.Length)
        {
            throw Malformed("the message is not valid gzip: it is truncated");
        }

        compressed.Slice(compressed.Length - trailer.Length).CopyTo(trailer);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)plainLength)
        {
            throw Malformed("the message is not valid gzip: its length differs from the one in its trailer");
        }
    }

    private static async Task ExpectEndAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var rest = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!rest.Buffer.IsEmpty)
        {
            throw Malformed("a unary call carries exactly one message, and more data follows it");
        }

        body.AdvanceTo(rest.Buffer.End);
    }

    private static GrpcStatusException Malformed(string reason) => new(GrpcStatusCode.InvalidArgument, reason);

    private GrpcStatusException TooLarge(string what) => new(
        GrpcStatusCode.ResourceExhausted, $"{what} the limit of {maxMessageBytes} bytes; pass large data by reference");
}
