using System.Diagnostics;

namespace Notify.EndToEnd;

/// <summary>Runs the built program as a process of its own.</summary>
internal static class NotifyProgram
{
    // Debug and release builds of the tests find the program beside their own output: it is a project reference
    private static readonly string Assembly = Path.Combine(
        Path.GetDirectoryName(typeof(NotifyProgram).Assembly.Location)!, "notify.dll");

    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>The sample shop that ships with the program.</summary>
    public static string Samples { get; } = Path.Combine(Path.GetDirectoryName(Assembly)!, "samples");

    /// <summary>Starts the program without waiting.</summary>
    public static Process Start(params IEnumerable<string> arguments) => Start(NoVariables, arguments);

    /// <summary>Starts the program without waiting, with environment variables of its own.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>Runs the program to its end.</summary>
    public static Task<ProgramResult> RunAsync(params IEnumerable<string> arguments) => RunAsync(NoVariables, arguments);

    /// <summary>Runs the program to its end, with environment variables of its own.</summary>
    public static async Task<ProgramResult> RunAsync(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        using var process = Start(environment, arguments);
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

        return new ProgramResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>How a run of the program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
