using System.Globalization;

namespace TemporalScale;

/// <summary>What the command line asks for.</summary>
/// <param name="Role">Empty for the whole measurement; <c>fill</c> and <c>recover</c> are its two halves, each a process.</param>
/// <param name="Count">Sleeping workflows.</param>
/// <param name="Database">The server's file.</param>
internal sealed record ScaleOptions(string Role, int Count, string Database)
{
    public const string Usage = """
        Fills an embedded server with sleeping workflows, kills it, and starts it again on the same file. Prints starts
        a second, resident memory, bytes on disk, the time of recovery, and the latency of describe, list, count and
        poll over gRPC with all workflows open against 1,000.

        usage: TemporalScale [--count N] [--directory PATH]
          --count N         sleeping workflows, 2,000 at least; default 1,000,000 (needs 2 GB of disk and about 5 minutes on two cores)
          --directory PATH  where the server's file goes until the end; default the system's folder for temporary files
        """;

    /// <exception cref="ArgumentException">The command line is not as <see cref="Usage"/> says.</exception>
    public static ScaleOptions Parse(string[] args)
    {
        var role = args.FirstOrDefault() is "fill" or "recover" ? args[0] : "";
        var count = 1_000_000;
        var directory = Path.GetTempPath();
        var database = "";
        for (var i = role.Length > 0 ? 1 : 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            switch (args[i])
            {
                case "--count" when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out count) && count >= 2000:
                    break;
                case "--directory":
                    directory = value;
                    break;
                case "--database" when role.Length > 0:
                    database = value;
                    break;
                default:
                    throw new ArgumentException($"{args[i]} {value} is not understood; see --help.");
            }
        }

        return new ScaleOptions(role, count, database.Length > 0 ? database : Path.Combine(directory, $"temporal-scale-{Guid.NewGuid():N}.db"));
    }
}
