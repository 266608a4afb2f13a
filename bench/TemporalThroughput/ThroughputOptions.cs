using System.Globalization;

namespace TemporalThroughput;

/// <summary>What the command line asks for.</summary>
/// <param name="Claim"><c>cycles</c> or <c>peer</c>.</param>
/// <param name="Duration">How long each measurement lasts.</param>
/// <param name="Lanes">Workflows open at a time.</param>
/// <param name="SurvivePowerCut">Force every commit to the disk.</param>
internal sealed record ThroughputOptions(string Claim, TimeSpan Duration, int Lanes, bool SurvivePowerCut)
{
    public const string Usage = """
        Measures the worker and the embedded server together, with every change on disk before it is acknowledged.

        usage: TemporalThroughput cycles|peer [--seconds N] [--workflows N] [--full]
          cycles         in one process: cycles of timer, workflow task, activity and completion per second, without
                         pause; then how late activities begin at 600 cycles per second
          peer           over gRPC: workflows of one activity per second, by our worker and by the official TypeScript
                         worker on the same server, in turn, twice each (needs node and native/node_modules)
          --seconds N    how long each measurement lasts; default 30
          --workflows N  workflows open at a time; default 400
          --full         survive a power cut (synchronous=FULL), not only a crash of the process
        """;

    /// <exception cref="ArgumentException">The command line is not as <see cref="Usage"/> says.</exception>
    public static ThroughputOptions Parse(string[] args)
    {
        if (args.FirstOrDefault() is not ("cycles" or "peer"))
        {
            throw new ArgumentException("Say cycles or peer; see --help.");
        }

        var options = new ThroughputOptions(args[0], TimeSpan.FromSeconds(30), 400, args.Contains("--full"));
        var rest = args[1..].Where(static arg => arg != "--full").ToArray();
        for (var i = 0; i < rest.Length; i += 2)
        {
            var number = i + 1 < rest.Length && int.TryParse(rest[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0
                ? parsed
                : throw new ArgumentException($"{rest[i]} needs a whole number above 0.");
            options = rest[i] switch
            {
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(number) },
                "--workflows" => options with { Lanes = number },
                _ => throw new ArgumentException($"{rest[i]} is not understood; see --help."),
            };
        }

        return options;
    }
}
