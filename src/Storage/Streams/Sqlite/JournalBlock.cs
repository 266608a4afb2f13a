using System.Buffers;

namespace Notify.Storage.Streams.Sqlite;

/// <summary>
/// Records of one partition that were appended together, one after the other as <see cref="RecordFormat"/> writes them:
/// one row of the file holds many records, so that neither appending nor reading pays for a row each.
/// </summary>
internal sealed class JournalBlock
{
    /// <summary>About how many bytes a block may grow to, so that a reader can stop within a large append.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly ArrayBufferWriter<byte> content = new(4096);

    /// <summary>Records in it, erased ones too.</summary>
    public int Records { get; private set; }

    public ReadOnlySpan<byte> Content => content.WrittenSpan;

    public void Add(StreamRecord record)
    {
        RecordFormat.Write(content, record);
        Records++;
    }

    /// <summary>Adds a record of another block as it stands there.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        content.Write(record);
        Records++;
    }

    /// <summary>Keeps the place of a record that is erased.</summary>
    public void AddErased()
    {
        RecordFormat.WriteErased(content);
        Records++;
    }
}
