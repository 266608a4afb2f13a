using System.Diagnostics;
using TemporalScale;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(ScaleOptions.Usage);
    return 0;
}

ScaleOptions options;
try
{
    options = ScaleOptions.Parse(args);
}
catch (ArgumentException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

switch (options.Role)
{
    case "fill":
        await new Fill(options).RunAsync();
        return 0;
    case "recover":
        await new Recover(options).RunAsync();
        return 0;
}

Console.WriteLine($"{Environment.ProcessorCount} cores, load before: {File.ReadAllText("/proc/loadavg").Trim()}");
try
{
    // The fill ends when it is killed, as a server would be by a crash
    return await HalfAsync("fill", Fill.Done) && await HalfAsync("recover", null) ? 0 : 1;
}
finally
{
    foreach (var file in Directory.GetFiles(Path.GetDirectoryName(options.Database)!, Path.GetFileName(options.Database) + "*"))
    {
        File.Delete(file);
    }
}

async Task<bool> HalfAsync(string role, string? killAt)
{
    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
    {
        ArgumentList = { role, "--count", $"{options.Count}", "--database", options.Database },
        RedirectStandardOutput = true,
    })!;
    while (await process.StandardOutput.ReadLineAsync() is { } line)
    {
        if (line == killAt)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return true;
        }

        Console.WriteLine(line);
    }

    await process.WaitForExitAsync();
    return process.ExitCode == 0;
}
