using Bench;

namespace Ingestion;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        Measures how long a shop's files take from Parquet to tables and features, the first time and again.

        usage: Ingestion [--users N] [--products N] [--campaigns N] [--purchases N] [--folder DIR] [--megabytes N] [--csv]
          --users N, --products N, --campaigns N, --purchases N
                         rows; default 1000000, 100000, 1000, 20000000
          --folder DIR   where the data set and the home are made; the data set stays for the next run, the home does not;
                         default: a folder of the system's temporary one, all of it deleted at the end
          --megabytes N  memory that DuckDB may hold; default 1500
          --csv          the data set as CSV instead
        """;

    public required int Users { get; init; }

    public required int Products { get; init; }

    public required int Campaigns { get; init; }

    public required int Purchases { get; init; }

    public required string? Folder { get; init; }

    public required int Megabytes { get; init; }

    public required bool Csv { get; init; }

    /// <summary>Takes the options that <see cref="Usage"/> names.</summary>
    /// <exception cref="ArgumentException">One of them is not as it says.</exception>
    public static BenchOptions Read(CommandLine given) => new()
    {
        Users = given.Number("--users", 1_000_000),
        Products = given.Number("--products", 100_000),
        Campaigns = given.Number("--campaigns", 1000),
        Purchases = given.Number("--purchases", 20_000_000),
        Folder = given.Text("--folder"),
        Megabytes = given.Number("--megabytes", 1500),
        Csv = given.Has("--csv"),
    };
}
