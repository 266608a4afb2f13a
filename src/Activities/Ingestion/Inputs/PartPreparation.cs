using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Notify.Activities.Ingestion.Inputs;

/// <summary>
/// Brings the parts of a table to this machine in a form that every reader takes: objects are fetched, gzip is unpacked,
/// and UTF-16 and Windows-1252 become UTF-8. What is in that form already is read where it is.
/// </summary>
internal sealed class PartPreparation(Delivery delivery, string workFolder)
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Prepares every part.</summary>
    /// <exception cref="IngestException">One of them cannot be read.</exception>
    public async Task<IReadOnlyList<PreparedPart>> PrepareAsync(TableInput input, Action pulse, CancellationToken cancellationToken)
    {
        var prepared = new List<PreparedPart>();
        foreach (var part in input.Parts)
        {
            try
            {
                prepared.Add(await PrepareAsync(part, prepared.Count, pulse, cancellationToken));
            }
            catch (Exception fault) when (fault is IOException or InvalidDataException)
            {
                throw new IngestException($"{part.Location}: cannot be read ({fault.Message}).", fault);
            }
        }

        return prepared;
    }

    /// <summary>As much of a part as its columns can be told from.</summary>
    /// <exception cref="IngestException">It cannot be read.</exception>
    public async Task<PreparedPart> PeekAsync(InputPart part, CancellationToken cancellationToken)
    {
        if (!delivery.IsObjects && !part.IsCompressed)
        {
            return new PreparedPart(part, 0, part.Location, []);
        }

        var path = Path.Combine(workFolder, "peek");
        try
        {
            await using var source = await delivery.OpenReadAsync(part, cancellationToken);
            await using var plain = part.IsCompressed ? new GZipStream(source, CompressionMode.Decompress) : source;
            await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            var buffer = new byte[BufferBytes];
            do
            {
                var read = await plain.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            while (part.Format == InputFormat.Parquet && target.Position % BufferBytes == 0 && target.Position > 0);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw new IngestException($"{part.Location}: cannot be read ({fault.Message}).", fault);
        }

        return new PreparedPart(part, 0, path, []);
    }

    /// <summary>One number for the content of all parts: the same files again have the same one.</summary>
    public static string Fingerprint(IEnumerable<PreparedPart> parts)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            whole.AppendData([(byte)part.Part.Format]);
            whole.AppendData(part.Fingerprint);
        }

        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    private async Task<PreparedPart> PrepareAsync(InputPart part, int index, Action pulse, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(workFolder, $"part-{index:D5}");
        var isCopied = delivery.IsObjects || part.IsCompressed;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var scan = new TextScan();
        await using (var source = await delivery.OpenReadAsync(part, cancellationToken))
        {
            var hashed = new HashedStream(source, hash);
            await using var plain = part.IsCompressed ? new GZipStream(hashed, CompressionMode.Decompress) : (Stream)hashed;
            await using var target = isCopied ? new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.None, 1) : Stream.Null;
            var buffer = new byte[BufferBytes];
            while (await plain.ReadAsync(buffer, cancellationToken) is var read && read > 0)
            {
                if (part.Format != InputFormat.Parquet)
                {
                    scan.Add(buffer.AsSpan(0, read));
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                pulse();
            }
        }

        scan.End();
        var path = isCopied ? copy : part.Location;
        return part.Format == InputFormat.Parquet
            ? new PreparedPart(part, index, path, hash.GetHashAndReset())
            : await ReadableAsync(new PreparedPart(part, index, path, hash.GetHashAndReset()), scan, cancellationToken);
    }

    private async Task<PreparedPart> ReadableAsync(PreparedPart part, TextScan scan, CancellationToken cancellationToken)
    {
        if (scan.Encoding is not UTF8Encoding)
        {
            var path = Path.Combine(workFolder, $"part-{part.Index:D5}.utf8");
            using var reader = new StreamReader(part.Path, scan.Encoding);
            await using (var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            {
                var characters = new char[BufferBytes];
                while (await reader.ReadAsync(characters.AsMemory(), cancellationToken) is var read && read > 0)
                {
                    await writer.WriteAsync(characters.AsMemory(0, read), cancellationToken);
                }
            }

            scan = await ScanAsync(path, cancellationToken);
            part = part with { Path = path };
        }

        return part with
        {
            NeedsCare = scan.IsAmbiguous || scan.Invalid > 0,
            MayHoldCarriageReturns = scan.HasQuotes && scan.CarriageReturns > 0,
            Lines = Math.Max(scan.LineFeeds, scan.CarriageReturns),
        };
    }

    private static async Task<TextScan> ScanAsync(string path, CancellationToken cancellationToken)
    {
        var scan = new TextScan();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var buffer = new byte[BufferBytes];
        while (await file.ReadAsync(buffer, cancellationToken) is var read && read > 0)
        {
            scan.Add(buffer.AsSpan(0, read));
        }

        scan.End();
        return scan;
    }

    /// <summary>Hashes what is read through it.</summary>
    private sealed class HashedStream(Stream source, IncrementalHash hash) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = source.Read(buffer, offset, count);
            hash.AppendData(buffer, offset, read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            hash.AppendData(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
