using System.CommandLine;
using System.Globalization;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Cli.Places;
using Notify.Domain.Planning;
using Spectre.Console;

namespace Notify.Cli.Commands;

/// <summary><c>notify plan USER</c>.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var user = new Argument<string>("USER") { Description = "User id." };
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new Command("plan", "Show a user's plan: when which campaign is sent, and why the others are not.") { user, home, json };
        var places = PlaceOptions.AddTo(command);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = places.Complete(new HostSettings { Home = parsed.GetValue(home)!, NeedsState = true }, parsed);
            await using var session = await HostSession.OpenAsync(settings, cancellationToken).ConfigureAwait(false);
            var path = new Uri($"v1/users/{Uri.EscapeDataString(parsed.GetValue(user)!)}/schedule", UriKind.Relative);
            using var reply = await session.Api.GetAsync(path, cancellationToken).ConfigureAwait(false);
            var schedule = await ApiReply.ReadAsync<UserSchedule>(reply, cancellationToken).ConfigureAwait(false);
            terminal.Write(schedule, () => View(schedule));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Rows View(UserSchedule schedule)
    {
        var zone = schedule.TimeZone.Length > 0 ? $"{schedule.TimeZone} ({schedule.TimeZoneSource})" : "unknown time zone";
        return new Rows(
            new Text($"{schedule.UserId}: {schedule.PlannedFrom:yyyy-MM-dd HH:mm} to {schedule.PlannedUntil:yyyy-MM-dd HH:mm} UTC, {zone}"),
            Slots(schedule),
            Ledger(schedule));
    }

    private static Table Slots(UserSchedule schedule)
    {
        var table = Tables.New("at (UTC)", "campaign", "expected value", "notification");
        foreach (var slot in schedule.Slots)
        {
            table.AddRow(
                new Text(slot.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(slot.CampaignId),
                new Text(slot.ExpectedValue.ToString("0.000", CultureInfo.InvariantCulture)),
                new Text(slot.NotificationId));
        }

        return table;
    }

    private static Table Ledger(UserSchedule schedule)
    {
        var table = Tables.New("candidate", "outcome", "because");
        foreach (var entry in schedule.Ledger)
        {
            table.AddRow(new Text(entry.CampaignId), new Text(entry.Outcome), new Text(entry.Detail));
        }

        return table;
    }
}
