using System.Collections.Concurrent;
using System.Text;

namespace Notify.Domain.Ingestion;

/// <summary>The first line of an input file: which column is where. Case, spaces, <c>_</c> and <c>-</c> in names do not matter.</summary>
public sealed class FileHeader
{
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);

    /// <param name="names">As they stand in the file.</param>
    public FileHeader(IReadOnlyList<string> names)
    {
        Names = [.. names.Select(name => name.Trim('\uFEFF', ' ', '\t', '"'))];
        for (var i = 0; i < Names.Count; i++)
        {
            // The first of two columns of one name counts.
            positions.TryAdd(Plain(Names[i]), i);
        }
    }

    /// <summary>The names, trimmed.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The column's position from 0; -1 where the file has no such column.</summary>
    public int IndexOf(string column) => asked.GetOrAdd(column, name => positions.GetValueOrDefault(Plain(name), -1));

    /// <summary>Those of the columns that the file lacks.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> columns) => [.. columns.Where(column => IndexOf(column) < 0)];

    /// <summary>A column's name as it is compared: in lower case, without spaces, <c>_</c> and <c>-</c>.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character is not (' ' or '_' or '-' or '\t'))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
        }

        return plain.ToString();
    }
}
