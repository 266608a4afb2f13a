using Bench;
using TemporalServer;
using TemporalThroughput;

return await CommandLine.RunAsync(args, ThroughputOptions.Usage, ThroughputOptions.Read, async options =>
{
    Console.WriteLine($"{CommandLine.Machine}, synchronous={(options.SurvivePowerCut ? "FULL" : "NORMAL")}, {options.Lanes} workflows at a time, {options.Duration.TotalSeconds} s each");
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
});
