using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Notify.AwsDoubles.Signing;

/// <summary>Takes a body in <c>aws-chunked</c> encoding apart, and verifies chunks, trailer and length.</summary>
internal static class AwsChunked
{
    public static byte[] Decode(HttpRequest request, byte[] encoded, ChunkSigner signer)
    {
        var kind = request.Headers["X-Amz-Content-Sha256"].ToString();
        var (signed, trailing) = kind switch
        {
            "UNSIGNED-PAYLOAD" => throw new RequestRefusedException(403, "AccessDenied", "A body must be signed, or sent with a checksum behind it."),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => (true, false),
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => (true, true),
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" when request.IsHttps => (false, true),
            _ => throw new RequestRefusedException(400, "InvalidRequest", $"Unknown payload '{kind}' over {request.Scheme}."),
        };
        var reader = new LineReader(encoded);
        var body = ReadChunks(reader, signed ? signer : null);
        var announced = long.Parse(request.Headers["X-Amz-Decoded-Content-Length"].ToString(), CultureInfo.InvariantCulture);
        if (body.Length != announced)
        {
            throw new RequestRefusedException(400, "IncompleteBody", $"{announced} bytes were announced, {body.Length} came.");
        }

        if (trailing)
        {
            ReadTrailer(request, reader, signed ? signer : null, body);
        }

        return body;
    }

    private static byte[] ReadChunks(LineReader reader, ChunkSigner? signer)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var head = reader.Line().Split(";chunk-signature=");
            var chunk = reader.Take(int.Parse(head[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            signer?.VerifyChunk(chunk, head.Length > 1 ? head[1] : "");
            if (chunk.IsEmpty)
            {
                return body.ToArray();
            }

            body.Write(chunk);
            reader.EndOfChunk();
        }
    }

    private static void ReadTrailer(HttpRequest request, LineReader reader, ChunkSigner? signer, byte[] body)
    {
        var trailer = new StringBuilder();
        var announced = request.Headers["X-Amz-Trailer"].ToString();
        for (var line = reader.Line(); line.Length > 0; line = reader.Line())
        {
            var (name, value) = line.Split(':', 2) is [var left, var right] ? (left.Trim().ToLowerInvariant(), right.Trim()) : (line, "");
            if (name == "x-amz-trailer-signature")
            {
                signer?.VerifyTrailer(trailer.ToString(), value);
                return;
            }

            if (name != announced)
            {
                throw new RequestRefusedException(400, "MalformedTrailerError", $"'{name}' trails where '{announced}' was announced.");
            }

            Checksums.Verify(name, value, body);
            trailer.Append(CultureInfo.InvariantCulture, $"{name}:{value}\n");
        }

        if (signer is not null || trailer.Length == 0)
        {
            throw new RequestRefusedException(400, "MalformedTrailerError", "The trailer or its signature is missing.");
        }
    }

    private sealed class LineReader(byte[] bytes)
    {
        private int position;

        public string Line()
        {
            var rest = bytes.AsSpan(position);
            var length = rest.IndexOf("\r\n"u8);
            if (length < 0)
            {
                position = bytes.Length;
                return Encoding.UTF8.GetString(rest);
            }

            position += length + 2;
            return Encoding.UTF8.GetString(rest[..length]);
        }

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count > bytes.Length - position)
            {
                throw new RequestRefusedException(400, "IncompleteBody", "The body ends within a chunk.");
            }

            position += count;
            return bytes.AsSpan(position - count, count);
        }

        public void EndOfChunk()
        {
            if (!Take(2).SequenceEqual("\r\n"u8))
            {
                throw new RequestRefusedException(400, "IncompleteBody", "A chunk does not end where its length says.");
            }
        }
    }
}
