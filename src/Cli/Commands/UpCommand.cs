using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Notify.Cli.Cluster;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Storage.Tables;

namespace Notify.Cli.Commands;

/// <summary><c>notify up</c>.</summary>
internal static class UpCommand
{
    private const string Never = "never";
    private const int MostMinutes = 24 * 60;

    public static Command Create()
    {
        var home = CommonOptions.Home();
        var port = CommonOptions.Port("--port", "REST port", 8080);
        var temporalPort = CommonOptions.Port("--temporal-port", "Temporal gRPC port", 7233);
        var uiPort = CommonOptions.Port("--ui-port", "Port of Temporal's web UI and HTTP API", 8233);
        var zone = CommonOptions.TimeZone(null);
        var daily = DailyAt();
        var delta = DeltaEvery();
        var speed = CommonOptions.Speed(1);
        var at = CommonOptions.At("Where the clock starts the first time, for rehearsals with --speed; now when left out.");
        var command = new Command("up", "Run Notify until stopped: workflow engine (Temporal), workers, REST API and daily planning, all in one process.")
        {
            home, port, temporalPort, uiPort, zone, daily, delta, speed, at,
        };
        var workflows = WorkflowSettings.AddTo(command);
        command.Runs(json: null, async (parsed, terminal, cancellationToken) =>
        {
            var settings = workflows.Complete(new HostSettings
            {
                Home = parsed.GetValue(home)!,
                Work = HostWork.Everything,
                HttpPort = parsed.GetValue(port),
                TemporalPort = parsed.GetValue(temporalPort),
                UiPort = parsed.GetValue(uiPort),
                TimeZone = parsed.GetValue(zone),
                DailyAt = TimeOf(parsed.GetValue(daily)!),
                DeltaEvery = IntervalOf(parsed.GetValue(delta), parsed.GetValue(speed)),
                Speed = parsed.GetValue(speed),
                ClockStart = parsed.GetValue(at),
                LogLevel = LogLevel.Information,
            }, parsed);
            if (settings.Cluster is not null)
            {
                RefuseWithCluster(parsed, temporalPort, uiPort, speed, at);
            }

            await using var host = await NotifyHost.StartAsync(settings, cancellationToken).ConfigureAwait(false);
            host.StartDay();
            await GreetAsync(host, settings, terminal, cancellationToken).ConfigureAwait(false);
            await host.WaitForStopAsync(cancellationToken).ConfigureAwait(false);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task GreetAsync(NotifyHost host, HostSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        terminal.Say($"REST API      {host.Address.Api} (what there is: {host.Address.Api}/openapi/v1.json)");
        terminal.Say($"Temporal gRPC {settings.Cluster?.Name ?? host.Address.Temporal}");
        if (host.Address.Ui is { } ui)
        {
            terminal.Say($"Temporal UI   {ui}");
        }

        terminal.Say($"state         {Path.GetFullPath(settings.Home)}");
        foreach (var (what, place) in new (string, object?)[] { ("tables", host.Storage.Tables), ("objects", host.Storage.Objects), ("streams", host.Storage.Streams) })
        {
            if (place is not null)
            {
                terminal.Say($"{what,-13} {place}");
            }
        }

        if (await IsEmptyAsync(host, cancellationToken).ConfigureAwait(false))
        {
            terminal.Say($"There is no shop in here yet: ./notify pipeline run --data DIR{(settings.Home == ".notify" ? "" : $" --home {settings.Home}")}");
        }

        terminal.Say("Stop with Ctrl+C; state is safe at any moment.");
    }

    /// <summary>What only the embedded server can do.</summary>
    private static void RefuseWithCluster(ParseResult parsed, params IEnumerable<Option> options)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } option)
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"{option.Name} is for the embedded server; a Temporal cluster has its own port and clock. Leave it out, or leave --temporal out.");
        }
    }

    private static async Task<bool> IsEmptyAsync(NotifyHost host, CancellationToken cancellationToken) =>
        await host.Services.GetRequiredService<ITables>().CountAsync(NotifyTables.Users, cancellationToken).ConfigureAwait(false) == 0;

    private static Option<string> DailyAt() => new("--daily-at")
    {
        Description = "UTC time of day at which features, embeddings and plans are made anew, or never.",
        HelpName = "HH:MM",
        DefaultValueFactory = _ => "00:05",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [{ Value: var value }] && value != Never && TimeOf(value) is null)
                {
                    result.AddError($"--daily-at is '{value}'; use a time such as 00:05, or {Never}.");
                }
            },
        },
    };

    private static Option<string?> DeltaEvery() => new("--delta-every")
    {
        Description = $"Minutes between two updates of what changed, 1 to {MostMinutes}, or {Never}. [default: 5, or {Never} with --speed]",
        HelpName = "MINUTES",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [{ Value: var value }] && value != Never && MinutesOf(value) is null)
                {
                    result.AddError($"--delta-every is '{value}'; use whole minutes, 1 to {MostMinutes}, or {Never}.");
                }
            },
        },
    };

    // On a hastened clock five minutes may be a moment: then only who asks for updates gets them
    private static TimeSpan? IntervalOf(string? value, double speed) =>
        value is null ? speed > 1 ? null : TimeSpan.FromMinutes(5)
        : MinutesOf(value) is { } minutes ? TimeSpan.FromMinutes(minutes)
        : null;

    private static int? MinutesOf(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= MostMinutes ? minutes : null;

    private static TimeOnly? TimeOf(string value) =>
        TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
