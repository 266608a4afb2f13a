using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Notify.Cli.Commands;

/// <summary><c>notify</c> with all its commands.</summary>
internal static class NotifyCommand
{
    public static RootCommand Create() => new("Notify tells each customer of a shop about the right campaign at the right moment, durably.")
    {
        DemoCommand.Create(),
        UpCommand.Create(),
        InitCommand.Create(),
        IngestCommand.Create(),
        PipelineCommand.Create(),
        RecommendCommand.Create(),
        PlanCommand.Create(),
        AuditCommand.Create(),
        SampleCommand.Create(),
    };

    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Action is not ParseErrorAction)
        {
            return await parsed.InvokeAsync().ConfigureAwait(false);
        }

        if (arguments.Count == 0)
        {
            await parsed.InvokeAsync().ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        // Help is long: who mistyped one option wants to read one line
        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync($"notify: {error.Message}").ConfigureAwait(false);
        }

        await Console.Error.WriteLineAsync($"Run `{PathOf(parsed.CommandResult)} --help` to see how it is used.").ConfigureAwait(false);
        return ExitCodes.Usage;
    }

    private static string PathOf(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathOf(parent)} {command.Command.Name}"
        : "notify";
}
