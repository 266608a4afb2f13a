using System.Diagnostics;
using Bench;
using TemporalScale;

return await CommandLine.RunAsync(args, ScaleOptions.Usage, ScaleOptions.Read, async options =>
{
    switch (options.Role)
    {
        case "fill":
            await new Fill(options).RunAsync();
            return 0;
        case "recover":
            await new Recover(options).RunAsync();
            return 0;
    }

    Console.WriteLine(CommandLine.Machine);
    try
    {
        // The fill ends when it is killed, as a server would be by a crash
        return await HalfAsync(options, "fill", Fill.Done) && await HalfAsync(options, "recover", null) ? 0 : 1;
    }
    finally
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(options.Database)!, Path.GetFileName(options.Database) + "*"))
        {
            File.Delete(file);
        }
    }
});

static async Task<bool> HalfAsync(ScaleOptions options, string role, string? killAt)
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
