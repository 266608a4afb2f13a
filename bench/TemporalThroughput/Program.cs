using System.Diagnostics;
using Temporalio.Client;
using Temporalio.Worker;
using TemporalServer;
using TemporalThroughput;

// Cycles of timer, workflow task, activity and completion per second; and how late an activity begins at a modest load.
// usage: TemporalThroughput [workflows] [cycles of each] [full] [own]
var workflows = args.Length > 0 ? int.Parse(args[0], null) : 400;
var cycles = args.Length > 1 ? int.Parse(args[1], null) : 25;
var full = args.Contains("full");
var onlyOwn = args.Contains("own");
var database = Path.Combine(Path.GetTempPath(), $"throughput-{Guid.NewGuid():N}.db");

await using (var server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { DatabasePath = database, Port = 0, SurvivePowerCut = full }))
{
    Console.WriteLine($"{Environment.ProcessorCount} cores, synchronous={(full ? "FULL" : "NORMAL")}, {workflows} workflows at a time, {cycles} cycles each");
    var inProcess = await TemporalClient.ConnectAsync(new(server.Address));
    var overGrpc = await TemporalClient.ConnectAsync(new(server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));

    await OwnAsync(inProcess, "warm-up", 100, 10, 1);
    var before = Environment.CpuUsage.TotalTime;
    var (own, _) = await OwnAsync(inProcess, "in process", workflows, cycles, 1);
    var cost = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / (workflows * cycles);
    Console.WriteLine($"our worker, in process:             {own:F0} cycles/s at {cost:F0} us of processor time each; {Environment.ProcessorCount * 1e6 / cost:F0} is the most that {Environment.ProcessorCount} idle cores could do");
    var (socket, _) = await OwnAsync(overGrpc, "gRPC", workflows, cycles, 1);
    Console.WriteLine($"our worker, over gRPC:              {socket:F0} cycles/s");
    var (paced, late) = await OwnAsync(inProcess, "paced", 200, 10, 1000);
    Console.WriteLine($"our worker, in process, {paced:F0} cycles/s: from due to activity start {late}");

    await using var official = onlyOwn ? null : await TypeScriptWorker.StartAsync(server.Address, "typescript");
    if (official is not null)
    {
        await RunAsync(inProcess, "typescript", "ts-warm-up", 100, 10, 1);
        var theirs = await RunAsync(inProcess, "typescript", "ts", workflows, cycles, 1);
        Console.WriteLine($"official TypeScript worker, gRPC:   {theirs:F0} cycles/s; ours is {own / theirs:F1} times as fast in process, {socket / theirs:F1} times over gRPC");
    }
}

foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(database) + "*"))
{
    File.Delete(file);
}

static async Task<(double PerSecond, string Late)> OwnAsync(TemporalClient client, string name, int workflows, int cycles, int milliseconds)
{
    var lateness = new Lateness();
    var options = new TemporalWorkerOptions(name).AddActivity(lateness.Mark).AddWorkflow<CycleWorkflow>();
    using var worker = new TemporalWorker(client, options);
    return (await worker.ExecuteAsync(() => RunAsync(client, name, name, workflows, cycles, milliseconds)), lateness.Summary());
}

static async Task<double> RunAsync(TemporalClient client, string taskQueue, string name, int workflows, int cycles, int milliseconds)
{
    var began = Stopwatch.GetTimestamp();
    await Task.WhenAll(Enumerable.Range(0, workflows).Select(async i =>
    {
        var handle = await client.StartWorkflowAsync("cycle", [cycles, milliseconds], new($"{name}-{i}", taskQueue));
        await handle.GetResultAsync();
    }));
    return workflows * cycles / Stopwatch.GetElapsedTime(began).TotalSeconds;
}
