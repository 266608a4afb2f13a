namespace Notify.Activities.Ingestion.Inputs;

/// <summary>A file that holds rows of a table, or some of them.</summary>
/// <param name="Location">Path, or object key.</param>
/// <param name="Name">As reports show it: relative to the delivery.</param>
/// <param name="Format">How it is written.</param>
/// <param name="IsCompressed">Whether it is gzip around that.</param>
internal sealed record InputPart(string Location, string Name, InputFormat Format, bool IsCompressed)
{
    private static readonly (string Extension, InputFormat Format)[] Extensions =
    [
        (".csv", InputFormat.Csv), (".parquet", InputFormat.Parquet), (".jsonl", InputFormat.JsonLines), (".ndjson", InputFormat.JsonLines),
    ];

    /// <summary>Every ending that is read.</summary>
    public static string Endings { get; } = $"{string.Join(", ", Extensions.Select(known => known.Extension))}, also .gz of the texts";

    /// <summary>What a name says; null when it is no input.</summary>
    public static InputPart? Of(string location, string name)
    {
        var isCompressed = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var plain = isCompressed ? name[..^3] : name;
        foreach (var (extension, format) in Extensions)
        {
            // Parquet is compressed inside; around it, gzip only hides the footer
            if (plain.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && !(isCompressed && format == InputFormat.Parquet))
            {
                return new InputPart(location, name, format, isCompressed);
            }
        }

        return null;
    }

    /// <summary>The name less its endings.</summary>
    public static string Stem(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? name : name[..dot];
    }
}
