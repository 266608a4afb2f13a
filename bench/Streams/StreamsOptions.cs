using System.Globalization;

namespace StreamsBench;

/// <summary>What the command line asks for.</summary>
/// <param name="Claim"><c>events</c>, <c>kafka</c>, <c>kafka-raw</c> or <c>rows</c>.</param>
/// <param name="Seconds">How long events come.</param>
/// <param name="Orders">Orders a second.</param>
/// <param name="Clicks">Clicks a second.</param>
/// <param name="Views">Views a second.</param>
/// <param name="Campaigns">Of a hundred clicks how many answer a campaign.</param>
/// <param name="Rows">Rows of <c>rows</c>, or purchases that are there before <c>events</c> begins.</param>
/// <param name="Batch">Most events that a consumer takes at once.</param>
internal sealed record StreamsOptions(string Claim, int Seconds, int Orders, int Clicks, int Views, int Campaigns, int Rows, int Batch)
{
    public const string Usage = """
        Measures streams and tables on this machine, every acknowledged write on disk (synchronous=FULL).

        usage: Streams events [--seconds N] [--orders N] [--clicks N] [--views N] [--campaigns N] [--rows N] [--batch N]
               Streams kafka [the same]
               Streams kafka-raw [--rows N] [--batch N]
               Streams rows [--rows N]
          events  events come at a fixed rate, whatever becomes of them, and are taken in by the product's consumers:
                  from the append to the row in its table, lost and doubled ones, processor, memory and files; beside it
                  the rate of bare appends to an SQLite table in the same run
          kafka   the same through Kafka's protocol, on a mock cluster in a process of its own
          kafka-raw  records appended to and read from that cluster, at most 800,000, and what one costs
          rows    rows written in order of key and as runs, and scanned
          --seconds N    how long events come; default 60
          --orders N, --clicks N, --views N   a second; default 6000, 25000, 18000
          --campaigns N  of a hundred clicks how many answer a campaign; default 10
          --rows N       rows of "rows", or purchases that are there before the events; default 2000000
          --batch N      most events that a consumer takes at once; default 16384
        """;

    /// <exception cref="ArgumentException">The command line is not as <see cref="Usage"/> says.</exception>
    public static StreamsOptions Parse(string[] args)
    {
        if (args.FirstOrDefault() is not ("events" or "kafka" or "kafka-raw" or "rows"))
        {
            throw new ArgumentException("Say events, kafka, kafka-raw or rows; see --help.");
        }

        var options = new StreamsOptions(args[0], 60, 6_000, 25_000, 18_000, 10, 2_000_000, 16_384);
        for (var i = 1; i < args.Length; i += 2)
        {
            var number = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw new ArgumentException($"{args[i]} needs a whole number.");
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = number },
                "--orders" => options with { Orders = number },
                "--clicks" => options with { Clicks = number },
                "--views" => options with { Views = number },
                "--campaigns" => options with { Campaigns = number },
                "--rows" => options with { Rows = number },
                "--batch" => options with { Batch = number },
                _ => throw new ArgumentException($"{args[i]} is not understood; see --help."),
            };
        }

        return options;
    }
}
