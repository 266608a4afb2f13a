using Bench;
using Notify.Activities.Events;

namespace StreamsBench;

/// <summary>What the command line asks for.</summary>
/// <param name="Claim"><c>events</c>, <c>kafka</c>, <c>kafka-raw</c> or <c>rows</c>.</param>
/// <param name="WarmUp">How long events come before they are measured, seconds.</param>
/// <param name="Seconds">How long they come then.</param>
/// <param name="Orders">Orders a second.</param>
/// <param name="Clicks">Clicks a second.</param>
/// <param name="Views">Views a second.</param>
/// <param name="Campaigns">Of a hundred clicks how many answer a campaign.</param>
/// <param name="Rows">Rows of <c>rows</c>, or purchases that are there before <c>events</c> begins.</param>
/// <param name="Batch">Most events that a consumer takes at once.</param>
internal sealed record StreamsOptions(string Claim, int WarmUp, int Seconds, int Orders, int Clicks, int Views, int Campaigns, int Rows, int Batch)
{
    public const string Usage = """
        Measures streams and tables on this machine, every acknowledged write on disk (synchronous=FULL).

        usage: Streams events [--warm-up N] [--seconds N] [--orders N] [--clicks N] [--views N] [--campaigns N] [--rows N] [--batch N]
               Streams kafka [the same]
               Streams kafka-raw [--rows N] [--batch N]
               Streams rows [--rows N]
          events  events come at a fixed rate, whatever becomes of them, and are taken in by the product's consumers:
                  from the append to the row in its table, lost and doubled ones, processor, memory and files; beside it
                  the rate of bare appends to an SQLite table in the same run
          kafka   the same through Kafka's protocol, on a mock cluster in a process of its own
          kafka-raw  records appended to and read from that cluster, at most 800,000, and what one costs
          rows    rows written in order of key and as runs, and scanned
          --warm-up N    seconds for which events come at the same rate before they are measured; default 10
          --seconds N    how long they come then; default 60
          --orders N, --clicks N, --views N   a second; default 6000, 25000, 18000
          --campaigns N  of a hundred clicks how many answer a campaign; default 10
          --rows N       rows of "rows", or purchases that are there before the events; default 2000000
          --batch N      most events that a consumer takes at once; default 16384
        """;

    /// <summary>Takes the options that <see cref="Usage"/> names.</summary>
    /// <exception cref="ArgumentException">One of them is not as it says.</exception>
    public static StreamsOptions Read(CommandLine given) => new(
        given.Word("events", "kafka", "kafka-raw", "rows") ?? throw new ArgumentException("Say events, kafka, kafka-raw or rows; see --help."),
        WarmUp: given.Number("--warm-up", 10, least: 0),
        Seconds: given.Number("--seconds", 60),
        Orders: given.Number("--orders", 6_000, least: 0),
        Clicks: given.Number("--clicks", 25_000, least: 0),
        Views: given.Number("--views", 18_000, least: 0),
        Campaigns: given.Number("--campaigns", 10, least: 0),
        Rows: given.Number("--rows", 2_000_000, least: 0),
        Batch: given.Number("--batch", new EventOptions().BatchEvents));
}
