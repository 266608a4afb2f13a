using System.Text;
using Notify.Activities.Ingestion.Inputs;

namespace Notify.Activities.Ingestion.Csv;

/// <summary>
/// Reads CSV (RFC 4180) record by record and recovers from records that are not sound. A general parser follows a quote
/// that is never closed to the end of the file; here only the line that opens it is set aside, and reading goes on with
/// the next one.
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="delimiter">What stands between two fields.</param>
internal sealed class CsvRecords(TextReader reader, char delimiter)
{
    /// <summary>Most physical lines of one record.</summary>
    public const int MaxLines = 500;

    private readonly LinkedList<string> returned = new();
    private readonly StringBuilder field = new();
    private List<string> fields = [];
    private Place place;
    private long line;

    private enum Place
    {
        FieldStart,
        Unquoted,
        Quoted,
        AfterQuote,
        Broken,
    }

    /// <summary>The next record; null at the end. Blank lines are passed over.</summary>
    /// <param name="expectedFields">How many fields a sound record has; null for any number.</param>
    public TextRecord? Next(int? expectedFields)
    {
        while (NextLine() is { } first)
        {
            if (!string.IsNullOrWhiteSpace(first))
            {
                return ReadFrom(first, expectedFields);
            }
        }

        return null;
    }

    private TextRecord ReadFrom(string first, int? expectedFields)
    {
        var start = line;
        List<string> lines = [first];
        fields = [];
        field.Clear();
        place = Place.FieldStart;
        Follow(first);
        while (place == Place.Quoted && lines.Count < MaxLines && NextLine() is { } more)
        {
            lines.Add(more);
            field.Append('\n');
            Follow(more);
        }

        EndField();
        if (Fault(first, expectedFields) is { } fault)
        {
            Return(lines);
            return new TextRecord(start, [], first, fault);
        }

        return new TextRecord(start, fields, "", null);
    }

    private string? Fault(string first, int? expectedFields) => place switch
    {
        _ when first.Contains('\uFFFD', StringComparison.Ordinal) => "The line is not UTF-8; save the file as UTF-8.",
        Place.Quoted => "A quoted field is never closed; end it with \", and write a quote inside it as \"\".",
        Place.Broken => "Text follows the closing quote of a field; write a quote inside a field as \"\".",
        _ when expectedFields is { } expected && fields.Count != expected =>
            $"The row has {fields.Count} fields, the header has {expected}; quote fields that hold the separator '{delimiter}'.",
        _ => null,
    };

    private void Follow(string line)
    {
        foreach (var character in line)
        {
            switch (place)
            {
                case Place.Quoted when character == '"':
                    place = Place.AfterQuote;
                    break;
                case Place.FieldStart when character == '"':
                    place = Place.Quoted;
                    break;
                case Place.AfterQuote when character == '"':
                    place = Place.Quoted;
                    field.Append('"');
                    break;
                case Place.FieldStart or Place.Unquoted or Place.AfterQuote when character == delimiter:
                    place = Place.FieldStart;
                    EndField();
                    break;
                case Place.AfterQuote or Place.Broken:
                    place = Place.Broken;
                    break;
                default:
                    place = place == Place.Quoted ? Place.Quoted : Place.Unquoted;
                    field.Append(character);
                    break;
            }
        }
    }

    private void EndField()
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    // What came after the first line of an unsound record may itself be sound.
    private void Return(List<string> lines)
    {
        for (var i = lines.Count - 1; i > 0; i--)
        {
            returned.AddFirst(lines[i]);
        }

        line -= lines.Count - 1;
    }

    private string? NextLine()
    {
        var next = returned.First?.Value;
        if (next is null)
        {
            next = reader.ReadLine();
        }
        else
        {
            returned.RemoveFirst();
        }

        line += next is null ? 0 : 1;
        return next;
    }
}
