using System.Text;

namespace Notify.Activities.Ingestion.Inputs;

/// <summary>What a pass over a text's bytes tells, before anybody reads it as text.</summary>
internal sealed class TextScan
{
    private readonly byte[] carried = new byte[4];
    private int carriedCount;
    private byte beforeSpaces = (byte)'\n';
    private byte last = (byte)'\n';
    private bool quoteThenSpaces;
    private bool begun;

    /// <summary>Line feeds.</summary>
    public long LineFeeds { get; private set; }

    /// <summary>Carriage returns.</summary>
    public long CarriageReturns { get; private set; }

    /// <summary>Characters beyond ASCII that are sound UTF-8.</summary>
    public long Multibyte { get; private set; }

    /// <summary>Bytes that are no UTF-8.</summary>
    public long Invalid { get; private set; }

    /// <summary>Whether it has a quote.</summary>
    public bool HasQuotes { get; private set; }

    /// <summary>Whether something is in it that CSV readers take in different ways: spaces beside a quoted field, or U+FFFD.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>The encoding that its first bytes name; null for none.</summary>
    public Encoding? Marked { get; private set; }

    /// <summary>What it is to be read as.</summary>
    public Encoding Encoding => Marked ?? (Invalid > 0 && Multibyte == 0 ? Windows1252() : Encoding.UTF8);

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (!begun)
        {
            begun = true;
            Marked = bytes switch
            {
                [0xFF, 0xFE, ..] => Encoding.Unicode,
                [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
                _ => null,
            };
        }

        if (Marked is not null)
        {
            return;
        }

        LineFeeds += bytes.Count((byte)'\n');
        CarriageReturns += bytes.Count((byte)'\r');
        AddCharacters(bytes);
        AddQuotes(bytes);
    }

    /// <summary>Ends the pass.</summary>
    public void End()
    {
        Invalid += carriedCount;
        IsAmbiguous |= quoteThenSpaces;
    }

    private static Encoding Windows1252() => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static bool IsSpace(byte octet) => octet is (byte)' ' or (byte)'\t' or 0x0B or 0x0C;

    private static bool EndsField(byte octet) => octet is (byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    private void AddCharacters(ReadOnlySpan<byte> bytes)
    {
        while (carriedCount > 0 && bytes.Length > 0)
        {
            carried[carriedCount++] = bytes[0];
            bytes = bytes[1..];
            var outcome = Rune.DecodeFromUtf8(carried.AsSpan(0, carriedCount), out var rune, out var used);
            if (outcome == System.Buffers.OperationStatus.NeedMoreData)
            {
                continue;
            }

            Count(outcome == System.Buffers.OperationStatus.Done, rune);
            carried.AsSpan(used, carriedCount - used).CopyTo(carried);
            carriedCount -= used;
            if (carriedCount > 0 && carried[0] < 0x80)
            {
                carriedCount = 0;
            }
        }

        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var next && next >= 0)
        {
            bytes = bytes[next..];
            var outcome = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (outcome == System.Buffers.OperationStatus.NeedMoreData)
            {
                bytes.CopyTo(carried);
                carriedCount = bytes.Length;
                return;
            }

            Count(outcome == System.Buffers.OperationStatus.Done, rune);
            bytes = bytes[used..];
        }
    }

    private void Count(bool isSound, Rune rune)
    {
        if (!isSound)
        {
            Invalid++;
            return;
        }

        Multibyte++;
        IsAmbiguous |= rune.Value == 0xFFFD;
    }

    /// <summary>Looks for fields such as <c>, "a"</c> and <c>"a" ,</c>: some readers take the quotes for quotes, some do not.</summary>
    private void AddQuotes(ReadOnlySpan<byte> bytes)
    {
        if (IsAmbiguous || (!HasQuotes && !bytes.Contains((byte)'"')))
        {
            // Spaces at the end may stand before a quote that comes next
            foreach (var octet in bytes[Math.Max(0, bytes.Length - 64)..])
            {
                Note(octet);
            }

            return;
        }

        HasQuotes = true;
        foreach (var octet in bytes)
        {
            if (IsSpace(octet))
            {
                quoteThenSpaces |= last == (byte)'"';
            }
            else
            {
                IsAmbiguous |= (octet == (byte)'"' && IsSpace(last) && EndsField(beforeSpaces)) || (quoteThenSpaces && EndsField(octet));
                quoteThenSpaces = false;
            }

            Note(octet);
        }
    }

    private void Note(byte octet)
    {
        beforeSpaces = IsSpace(octet) ? beforeSpaces : octet;
        last = octet;
    }
}
