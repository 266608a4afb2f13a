using System.Diagnostics;

namespace Notify.Cli.Tests;

/// <summary>The program as a user runs it.</summary>
internal static class NotifyProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "notify.dll");

    /// <summary>Runs a command line to its end.</summary>
    public static async Task<Run> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return new Run(process.ExitCode, await output, await errors);
    }
}

/// <summary>How a run ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors);
