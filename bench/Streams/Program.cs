using System.Globalization;
using StreamsBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--help" or "-h"])
{
    Console.WriteLine(StreamsOptions.Usage);
    return 0;
}

StreamsOptions options;
try
{
    options = StreamsOptions.Parse(args);
}
catch (ArgumentException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

Console.WriteLine($"{Environment.ProcessorCount} cores, load before: {File.ReadAllText("/proc/loadavg").Trim()}");
var folder = Directory.CreateTempSubdirectory("notify-streams-").FullName;
try
{
    if (options.Claim == "rows")
    {
        await TableRows.RunAsync(folder, options);
        return 0;
    }

    if (options.Claim == "kafka-raw")
    {
        await KafkaRaw.RunAsync(options);
        return 0;
    }

    return await EventsRun.RunAsync(folder, options) ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
