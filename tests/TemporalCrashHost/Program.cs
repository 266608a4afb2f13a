using System.Globalization;
using Temporalio.Client;
using Temporalio.Worker;
using TemporalCrashHost;
using TemporalServer;

if (args is not [var database, var port])
{
    await Console.Error.WriteLineAsync("usage: TemporalCrashHost <database file> <port>");
    return 2;
}

await using var server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions
{
    DatabasePath = database,
    Port = int.Parse(port, CultureInfo.InvariantCulture),
});
var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.Address));
using var worker = new TemporalWorker(client, Journeys.Options());
await Console.Out.WriteLineAsync($"ready {server.Address}");

// Whoever started this process kills it, or closes its input to end it in order
await worker.ExecuteAsync(() => Console.In.ReadToEndAsync());
return 0;
