using System.CommandLine;
using System.Globalization;
using Notify.Cli.Cluster;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Cli.Places;
using Notify.Workflows.Pipelines;
using Spectre.Console;

namespace Notify.Cli.Commands;

/// <summary><c>notify pipeline run|delta|status</c>.</summary>
internal static class PipelineCommand
{
    public static Command Create() => new("pipeline", "Turn the shop's data into plans, or see how that went.") { Run(), Delta(), Status() };

    private static Command Run()
    {
        var data = DataLocation.Option("Folder of the shop's files, or objects://PREFIX, to load first; when left out, what was loaded before is used.");
        var glue = new Option<string?>("--glue") { Description = "Folder of files that AWS Glue's jobs load first and compute features of, in place of this machine.", HelpName = "s3://BUCKET/DIR" };
        var force = new Option<bool>("--force") { Description = "Compute every embedding again, not only those whose source changed." };
        var (home, json, zone) = (CommonOptions.Home(), CommonOptions.Json(), CommonOptions.TimeZone(null));
        var command = new Command("run", "Compute features and embeddings, plan the next 24 hours for every customer, and start deliveries.") { data, glue, force, home, zone, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(data) is { Implicit: false } && result.GetResult(glue) is { Implicit: false })
            {
                result.AddError("--data and --glue exclude each other: either this machine loads the files or Glue does.");
            }
        });
        var workflows = WorkflowSettings.AddTo(command);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = workflows.Complete(new HostSettings
            {
                Work = HostWork.Pipelines,
                Home = parsed.GetValue(home)!,
                NeedsState = parsed.GetValue(data) is null,
                TimeZone = parsed.GetValue(zone),
            }, parsed);
            var input = new PipelineInput
            {
                DataFolder = DataLocation.Of(parsed.GetValue(data)),
                Glue = parsed.GetValue(glue) is { } source ? GlueSource.Of(source, settings) : null,
                Force = parsed.GetValue(force),
            };
            return await RunAsync(PipelineKind.Full, input, settings, terminal, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command Delta()
    {
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new Command("delta", "Bring features and embeddings up to date, computing only what changed.") { home, json };
        var workflows = WorkflowSettings.AddTo(command);
        command.Runs(json, (parsed, terminal, cancellationToken) => RunAsync(
            PipelineKind.Delta,
            new PipelineInput(),
            workflows.Complete(new HostSettings { Work = HostWork.Pipelines, Home = parsed.GetValue(home)!, NeedsState = true }, parsed),
            terminal,
            cancellationToken));
        return command;
    }

    private static Command Status()
    {
        var id = new Argument<string?>("ID") { Description = "Pipeline run; the newest ones when left out.", Arity = ArgumentArity.ZeroOrOne };
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new Command("status", "Show pipeline runs and their stages.") { id, home, json };
        var workflows = WorkflowSettings.AddTo(command);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = workflows.Complete(new HostSettings { Work = HostWork.Pipelines, Home = parsed.GetValue(home)!, NeedsState = true }, parsed);
            await using var session = await HostSession.OpenAsync(settings, cancellationToken).ConfigureAwait(false);
            var pipelines = new PipelineClient(session.Temporal);
            var runs = parsed.GetValue(id) is { } wanted
                ? [await pipelines.FindAsync(wanted, cancellationToken).ConfigureAwait(false)
                    ?? throw new CommandFailedException(ExitCodes.NotFound, $"There is no pipeline run '{wanted}'.")]
                : await pipelines.ListAsync(10, cancellationToken).ConfigureAwait(false);
            terminal.Write(runs, () => TableOf(runs));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string kind, PipelineInput input, HostSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var session = await HostSession.OpenAsync(settings, cancellationToken).ConfigureAwait(false);
        var pipelines = new PipelineClient(session.Temporal);
        var run = await pipelines.StartAsync(kind, input, cancellationToken).ConfigureAwait(false);
        terminal.Say($"pipeline {run.Id} is running");
        await pipelines.WaitAsync(run.Id, cancellationToken).ConfigureAwait(false);
        run = await pipelines.FindAsync(run.Id, cancellationToken).ConfigureAwait(false);
        terminal.Write(run, () => TableOf([run!]));
        foreach (var line in Summary(run!.Result, session.IsOwn))
        {
            terminal.Say(line);
        }

        return ExitCodes.Ok;
    }

    /// <summary>What a person should know of a run beyond its stages.</summary>
    private static IEnumerable<string> Summary(PipelineResult? result, bool hostEnds)
    {
        foreach (var file in result?.Ingested?.Files.Where(file => file.Rejected > 0) ?? [])
        {
            yield return $"{file.File}: {file.Rejected} rows were set aside; {file.RejectsFile} says why.";
        }

        if (result?.Plans is not { } plans)
        {
            yield break;
        }

        yield return $"{plans.Slots} notifications are planned for {plans.Planned} of {plans.Users} customers{(hostEnds ? "; they are delivered while `notify up` runs" : "")}.";
        if (plans.WithoutZone > 0)
        {
            yield return $"{plans.WithoutZone} customers get nothing, because their time zone is not known; `notify up --time-zone` gives a default to those without one.";
        }
    }

    private static Table TableOf(IEnumerable<PipelineRun> runs)
    {
        var table = Tables.New("run", "stage", "state", "started (UTC)", "took", "error");
        foreach (var run in runs)
        {
            AddRow(table, run.Id, "", run.Status, run.StartedAt, run.EndedAt, "");
            foreach (var stage in run.Stages)
            {
                AddRow(table, "", stage.Name, stage.State, stage.StartedAt, stage.EndedAt, stage.Error ?? "");
            }
        }

        return table;
    }

    private static void AddRow(
        Table table, string run, string stage, string state, DateTimeOffset started, DateTimeOffset? ended, string error) => table.AddRow(
        new Text(run),
        new Text(stage),
        new Text(state),
        new Text(started.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        new Text(ended is { } end ? Durations.Of(end - started) : "–"),
        new Text(error));
}
