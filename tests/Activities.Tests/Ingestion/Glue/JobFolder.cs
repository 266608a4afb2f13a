using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>The jobs' folder in the checkout that the tests were built from, and what runs in it.</summary>
internal static class JobFolder
{
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "..", ".."));

    /// <summary>The jobs and their package.</summary>
    public static string Jobs { get; } = Path.Combine(Repository, "deploy", "glue");

    /// <summary>Runs Python in the folder of the jobs and gives what it prints.</summary>
    public static Task<string> PythonAsync(string input, params string[] arguments) => RunAsync("python3", arguments, input);

    /// <summary>Runs Node and gives what it prints.</summary>
    public static Task<string> NodeAsync(string input, params string[] arguments) => RunAsync("node", arguments, input);

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var cache = new TemporaryCache();
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Jobs,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONPYCACHEPREFIX"] = cache.Path, ["PYTHONPATH"] = Jobs, ["PYTHONIOENCODING"] = "utf-8", ["TZ"] = "America/New_York" },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await errors}");
        return await output;
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>Compiled Python, kept out of the checkout.</summary>
    private sealed class TemporaryCache : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("notify-python-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
