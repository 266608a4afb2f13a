using System.Globalization;
using System.Text;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion;

/// <summary>The rows of one table's files that were set aside, with their reasons. The file appears with the first of them.</summary>
internal sealed class RejectsFile(string folder, string name, bool isPersonal) : IDisposable
{
    private StreamWriter? writer;

    /// <summary>Where it is; null while there is nothing in it.</summary>
    public string? Path { get; private set; }

    /// <summary>Rows set aside so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Sets a row aside.</summary>
    /// <param name="file">The file it stands in.</param>
    /// <param name="reasons">Why.</param>
    public void Add(string file, IEnumerable<Reject> reasons)
    {
        Rows++;
        var writer = this.writer ??= Create();
        foreach (var reject in reasons)
        {
            var value = isPersonal ? Mask(reject.Value) : reject.Value;
            WriteLine(writer, file, reject.Line.ToString(CultureInfo.InvariantCulture), reject.Column, value, reject.Reason);
        }
    }

    /// <summary>Forgets what an earlier run set aside.</summary>
    public void Clear()
    {
        writer?.Dispose();
        (writer, Path, Rows) = (null, null, 0);
        if (File.Exists(FullPath()))
        {
            File.Delete(FullPath());
        }
    }

    public void Dispose() => writer?.Dispose();

    private static string Mask(string value) => value.Length == 0 ? "" : $"(hidden, {value.Length} characters)";

    private string FullPath() => System.IO.Path.Combine(folder, $"{name.TrimEnd('/')}.rejects.csv");

    private StreamWriter Create()
    {
        Directory.CreateDirectory(folder);
        Path = FullPath();
        var writer = new StreamWriter(Path);
        WriteLine(writer, "file", "line", "column", "value", "reason");
        return writer;
    }

    private static void WriteLine(StreamWriter writer, params ReadOnlySpan<string> fields)
    {
        var line = new StringBuilder();
        foreach (var field in fields)
        {
            line.Append(line.Length == 0 ? "" : ",").Append('"').Append(Harmless(field).Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        writer.WriteLine(line);
    }

    // Values come from outside and this file is opened in spreadsheets: none of them may act as a formula.
    private static string Harmless(string field) => field.Length > 0 && "=+-@\t\r".Contains(field[0], StringComparison.Ordinal) ? "'" + field : field;
}
