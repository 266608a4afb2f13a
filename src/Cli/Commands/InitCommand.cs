using System.CommandLine;
using Notify.Cli.Output;
using Notify.Cli.Places;
using Spectre.Console;

namespace Notify.Cli.Commands;

/// <summary><c>notify init --target aws</c>.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var target = new Option<string>("--target") { Description = "What to prepare: aws.", HelpName = "aws", Required = true };
        target.AcceptOnlyFromAmong("aws");
        var dryRun = new Option<bool>("--dry-run") { Description = "Change nothing: show what is there and what is missing. Exit code 4 when something is." };
        var json = CommonOptions.Json();
        var command = new Command("init", "Make the tables of DynamoDB, and the bucket and the topics that are named. What is there is checked and left alone.") { target, dryRun, json };
        var places = PlaceOptions.AddTo(command, tablesImplied: true);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var isDryRun = parsed.GetValue(dryRun);
            var parts = await PlaceSetup.EnsureAsync(places.Read(parsed), places.ReadSecurity(parsed), isDryRun, cancellationToken).ConfigureAwait(false);
            terminal.Write(parts, () => TableOf(parts));
            if (parts.Any(part => part.State == PlacePart.Missing))
            {
                terminal.Say("Some of it is missing; run the same without --dry-run to make it.");
                return ExitCodes.NotReady;
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Table TableOf(IReadOnlyList<PlacePart> parts)
    {
        var table = Tables.New("what", "name", "state", "of it");
        foreach (var part in parts)
        {
            table.AddRow(new Text(part.What), new Text(part.Name), new Text(part.State), new Text(string.Join("; ", part.Remarks)));
        }

        return table;
    }
}
