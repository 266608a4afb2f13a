using Bench;

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

    /// <summary>Takes the options that <see cref="Usage"/> names.</summary>
    /// <exception cref="ArgumentException">One of them is not as it says.</exception>
    public static ScaleOptions Read(CommandLine given)
    {
        var role = given.Word("fill", "recover") ?? "";
        var count = given.Number("--count", 1_000_000, least: 2000);
        var directory = given.Text("--directory") ?? Path.GetTempPath();
        var database = role.Length > 0 ? given.Text("--database") : null;
        return new ScaleOptions(role, count, database ?? Path.Combine(directory, $"temporal-scale-{Guid.NewGuid():N}.db"));
    }
}
