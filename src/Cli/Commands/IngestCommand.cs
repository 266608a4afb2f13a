using System.CommandLine;
using Notify.Cli.Cluster;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Workflows.Pipelines;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace Notify.Cli.Commands;

/// <summary><c>notify ingest DIR</c>.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var folder = DataLocation.Argument();
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new Command("ingest", "Load the shop's files. Loading the same files again changes nothing.") { folder, home, json };
        var workflows = WorkflowSettings.AddTo(command);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = workflows.Complete(new HostSettings { Work = HostWork.Pipelines, Home = parsed.GetValue(home)! }, parsed);
            await using var session = await HostSession.OpenAsync(settings, cancellationToken).ConfigureAwait(false);
            var path = DataLocation.Of(parsed.GetValue(folder))!;
            var options = PipelineStart.OptionsOf(PipelineKind.Ingest, $"ingest/{path}", new PipelineInput { DataFolder = path });

            // One that was interrupted goes on when a host runs again; asking again waits for it
            options.IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            options.Rpc = new() { CancellationToken = cancellationToken };
            var report = await session.Temporal.ExecuteWorkflowAsync(
                (IngestWorkflow w) => w.RunAsync(path), options).ConfigureAwait(false);
            terminal.Write(report, () => IngestTable.Of(report));
            return ExitCodes.Ok;
        });
        return command;
    }
}
