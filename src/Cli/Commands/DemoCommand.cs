using System.CommandLine;
using Notify.Cli.Demo;
using Notify.Cli.Output;

namespace Notify.Cli.Commands;

/// <summary><c>notify demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Folder of CSV files; the shipped sample when left out.",
            HelpName = "DIR",
        };
        data.AcceptExistingOnly();
        var home = CommonOptions.Home(".notify/demo");
        var zone = CommonOptions.TimeZone("UTC");
        var speed = CommonOptions.Speed(1440);
        var date = CommonOptions.At("The day to live through; today, or a day on which campaigns run, when left out.");
        var json = CommonOptions.Json();
        var command = new Command("demo", "See all of it work: load a shop, learn what its customers like, plan their day, and live through that day in about a minute.")
        {
            data, home, date, speed, zone, json,
        };
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = new DemoSettings(
                parsed.GetValue(data)?.FullName ?? Path.Combine(AppContext.BaseDirectory, "samples"),
                parsed.GetValue(home)!,
                parsed.GetValue(date) is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null,
                parsed.GetValue(speed),
                parsed.GetValue(zone));
            var report = await new DemoRun(settings, terminal).RunAsync(cancellationToken).ConfigureAwait(false);
            terminal.Write(report, () => DemoTables.Of(report));
            if (!terminal.IsJson)
            {
                terminal.Say($"Look around:  ./notify plan USER --home {settings.Home}    ./notify recommend USER --home {settings.Home}");
            }

            return report.IsClean ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }
}
