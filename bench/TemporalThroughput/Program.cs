using System.Globalization;
using TemporalServer;
using TemporalThroughput;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--help" or "-h"])
{
    Console.WriteLine(ThroughputOptions.Usage);
    return 0;
}

ThroughputOptions options;
try
{
    options = ThroughputOptions.Parse(args);
}
catch (ArgumentException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

Console.WriteLine($"{Environment.ProcessorCount} cores, load before: {File.ReadAllText("/proc/loadavg").Trim()}, synchronous={(options.SurvivePowerCut ? "FULL" : "NORMAL")}, {options.Lanes} workflows at a time, {options.Duration.TotalSeconds} s each");
var database = Path.Combine(Path.GetTempPath(), $"temporal-throughput-{Guid.NewGuid():N}.db");
try
{
    await using var server = await EmbeddedTemporalServer.StartAsync(
        new EmbeddedTemporalServerOptions { DatabasePath = database, Port = 0, SurvivePowerCut = options.SurvivePowerCut });
    await (options.Claim == "cycles" ? Cycles.RunAsync(server.Address, options) : Peer.RunAsync(server.Address, options));
    return 0;
}
finally
{
    foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(database) + "*"))
    {
        File.Delete(file);
    }
}
