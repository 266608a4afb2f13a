using System.CommandLine;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Cli.Places;
using Notify.Domain.Auditing;

namespace Notify.Cli.Commands;

/// <summary><c>notify audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new Command("audit", "Account for every planned notification: delivered, skipped, pending. Exit code 1 when one was lost, doubled or failed.") { home, json };
        var places = PlaceOptions.AddTo(command);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = places.Complete(new HostSettings { Home = parsed.GetValue(home)!, NeedsState = true }, parsed);
            await using var session = await HostSession.OpenAsync(settings, cancellationToken).ConfigureAwait(false);
            using var reply = await session.Api.GetAsync(new Uri("v1/audit", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            var report = await ApiReply.ReadAsync<AuditReport>(reply, cancellationToken).ConfigureAwait(false);
            terminal.Write(report, () => AuditTable.Of(report));
            return report.IsClean ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }
}
