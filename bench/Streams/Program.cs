using Bench;
using StreamsBench;

return await CommandLine.RunAsync(args, StreamsOptions.Usage, StreamsOptions.Read, async options =>
{
    Console.WriteLine(CommandLine.Machine);
    var folder = Directory.CreateTempSubdirectory("notify-streams-").FullName;
    try
    {
        switch (options.Claim)
        {
            case "rows":
                await TableRows.RunAsync(folder, options);
                return 0;
            case "kafka-raw":
                await KafkaRaw.RunAsync(options);
                return 0;
            default:
                return await EventsRun.RunAsync(folder, options) ? 0 : 1;
        }
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
});
