using Bench;

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

    /// <summary>Takes the options that <see cref="Usage"/> names.</summary>
    /// <exception cref="ArgumentException">One of them is not as it says.</exception>
    public static ThroughputOptions Read(CommandLine given) => new(
        given.Word("cycles", "peer") ?? throw new ArgumentException("Say cycles or peer; see --help."),
        Duration: TimeSpan.FromSeconds(given.Number("--seconds", 30)),
        Lanes: given.Number("--workflows", 400),
        SurvivePowerCut: given.Has("--full"));
}
