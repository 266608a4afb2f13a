using System.Globalization;

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

    public long Users { get; init; } = 1_000_000;

    public long Products { get; init; } = 100_000;

    public long Campaigns { get; init; } = 1000;

    public long Purchases { get; init; } = 20_000_000;

    public string? Folder { get; init; }

    public int Megabytes { get; init; } = 1500;

    public bool Csv { get; init; }

    /// <exception cref="ArgumentException">The command line is not as <see cref="Usage"/> says.</exception>
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions { Csv = args.Contains("--csv") };
        var rest = args.Where(static arg => arg != "--csv").ToArray();
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = i + 1 < rest.Length ? rest[i + 1] : throw new ArgumentException($"{rest[i]} needs a value; see --help.");
            options = rest[i] switch
            {
                "--users" => options with { Users = Number(value) },
                "--products" => options with { Products = Number(value) },
                "--campaigns" => options with { Campaigns = Number(value) },
                "--purchases" => options with { Purchases = Number(value) },
                "--megabytes" => options with { Megabytes = (int)Number(value) },
                "--folder" => options with { Folder = value },
                _ => throw new ArgumentException($"{rest[i]} is not understood; see --help."),
            };
        }

        return options;
    }

    private static long Number(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"'{value}' is no whole number above 0.");
}
