using System.Text.Json;
using Notify.Activities.Ingestion.Inputs;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Json;

/// <summary>
/// The rows of JSON lines: an object on each line, its names in any order. A list's items are joined by <c>;</c>, as
/// they stand in a CSV field; a number is taken as it is written, so that no digit is lost.
/// </summary>
internal sealed class JsonRows : ITextRows
{
    /// <summary>Objects looked at to learn which names there are.</summary>
    private const int Sampled = 1000;

    private readonly StreamReader reader;
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private long line;

    private JsonRows(string path, StreamReader reader)
    {
        this.reader = reader;
        foreach (var text in File.ReadLines(path).Where(text => !string.IsNullOrWhiteSpace(text)).Take(Sampled))
        {
            NoteNames(text);
        }

        Header = positions.Count > 0
            ? new FileHeader([.. positions.Keys])
            : throw new IngestException($"{path}: there is no JSON object on its first lines; write one object on each line.");
    }

    /// <inheritdoc/>
    public FileHeader Header { get; }

    /// <summary>Opens a file and learns its names.</summary>
    /// <exception cref="IngestException">It cannot be read, or holds no object.</exception>
    public static JsonRows Open(string path) => TextFile.Open(path, reader => new JsonRows(path, reader));

    /// <inheritdoc/>
    public TextRecord? Read()
    {
        if (NextLine() is not { } text)
        {
            return null;
        }

        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return new TextRecord(line, [], text, "The line is not UTF-8; save the file as UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TextRecord(line, Fields(document.RootElement), "", null)
                : new TextRecord(line, [], text, "The line is no JSON object; write one object on each line.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new TextRecord(line, [], text, "The line is no sound JSON; write one object on each line.");
        }
    }

    public void Dispose() => reader.Dispose();

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };

    private string? NextLine()
    {
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    private void NoteNames(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject())
                {
                    positions.TryAdd(property.Name, positions.Count);
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Set aside when it is read as a row
        }
    }

    private string[] Fields(JsonElement row)
    {
        var fields = new string[Header.Names.Count];
        Array.Fill(fields, "");
        foreach (var property in row.EnumerateObject())
        {
            // A name that only later lines have is one that the header could not know of
            var position = positions.TryGetValue(property.Name, out var known) ? known : Header.IndexOf(property.Name);
            if (position >= 0)
            {
                fields[position] = TextOf(property.Value);
            }
        }

        return fields;
    }
}
