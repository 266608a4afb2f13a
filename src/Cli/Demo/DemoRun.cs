using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Notify.Activities.Auditing;
using Notify.Activities.Ingestion;
using Notify.Activities.Progress;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Workflows.Delivery;
using Notify.Workflows.Pipelines;
using Temporalio.Client;

namespace Notify.Cli.Demo;

/// <summary>
/// The main job end to end on a fresh home folder: the pipeline at real speed, then the planned day with time
/// compressed, then the account of what happened, taken from the tables.
/// </summary>
internal sealed class DemoRun(DemoSettings settings, Terminal terminal)
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(200);

    private readonly List<StageTime> stages = [];

    private string Marker => Path.Combine(settings.Home, "demo");

    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        var campaigns = CampaignPreview.Read(settings.DataFolder);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var date = settings.Date ?? DemoDay.Choose(campaigns, today);
        var running = DemoDay.CountOn(campaigns, date);
        terminal.Say($"data  {settings.DataFolder}");
        terminal.Say($"day   {date:yyyy-MM-dd}: {running} of {campaigns.Count} campaigns run{(date == today ? "" : " (choose another with --at)")}");
        terminal.Say($"zone  {settings.TimeZone ?? "none"} for customers whose own is not known (--time-zone)");
        EmptyHome();
        using (HomeFolder.Open(settings.Home))
        {
            await File.WriteAllTextAsync(Marker, "Made by notify demo; the next demo deletes this folder.\n", cancellationToken).ConfigureAwait(false);
        }

        var start = TimeProvider.System.GetTimestamp();
        await using var host = await NotifyHost.StartAsync(HostSettingsOn(date), cancellationToken).ConfigureAwait(false);
        AddStage("start", start);
        var pipeline = await RunPipelineAsync(host, cancellationToken).ConfigureAwait(false);
        start = TimeProvider.System.GetTimestamp();
        host.StartDay();
        await LiveThroughAsync(host, pipeline.Plans!.Slots, cancellationToken).ConfigureAwait(false);
        AddStage("day", start);
        var audit = await host.Services.GetRequiredService<Auditor>().AuditAsync(cancellationToken).ConfigureAwait(false);
        using var process = Process.GetCurrentProcess();
        return new DemoReport(settings.DataFolder, date, pipeline, audit, stages, process.PeakWorkingSet64);
    }

    private HostSettings HostSettingsOn(DateOnly date) => new()
    {
        Home = settings.Home,
        Work = HostWork.Everything,
        HttpPort = 0,
        TemporalPort = 0,
        Speed = settings.Speed,
        ClockStart = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero),
        TimeZone = settings.TimeZone,
    };

    /// <summary>A demo begins from nothing, and only ever deletes what a demo has made.</summary>
    private void EmptyHome()
    {
        if (!Directory.Exists(settings.Home) || !Directory.EnumerateFileSystemEntries(settings.Home).Any())
        {
            return;
        }

        if (!File.Exists(Marker))
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"{settings.Home} is not empty and holds no earlier demo; choose another folder with --home.");
        }

        HomeFolder.Open(settings.Home).Dispose();
        Directory.Delete(settings.Home, recursive: true);
    }

    private async Task<PipelineResult> RunPipelineAsync(NotifyHost host, CancellationToken cancellationToken)
    {
        var pipelines = host.Services.GetRequiredService<PipelineClient>();
        var board = host.Services.GetRequiredService<ProgressBoard>();
        var run = await pipelines.StartAsync(
            PipelineKind.Full, new PipelineInput { DataFolder = settings.DataFolder }, cancellationToken).ConfigureAwait(false);
        var result = pipelines.WaitAsync(run.Id, cancellationToken);
        await DemoProgress.ShowPipelineAsync(terminal, board, result, RedrawEvery, cancellationToken).ConfigureAwait(false);
        var ended = await result.ConfigureAwait(false);
        stages.AddRange(ended.Stages.Select(stage => new StageTime(stage.Name, (stage.EndedAt!.Value - stage.StartedAt).TotalSeconds)));
        return ended;
    }

    private async Task LiveThroughAsync(NotifyHost host, int planned, CancellationToken cancellationToken)
    {
        // The clock may not yet have reached the first slot, so nothing running does not mean that nothing will
        var from = host.Time.GetUtcNow();
        await DemoProgress.ShowDayAsync(
            terminal,
            planned,
            async () => new DayState(
                host.Time.GetUtcNow() - from,
                await CountRunningAsync(host.Client, cancellationToken).ConfigureAwait(false),
                await CountDeliveredAsync(host, cancellationToken).ConfigureAwait(false)),
            RedrawEvery,
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long> CountRunningAsync(ITemporalClient client, CancellationToken cancellationToken)
    {
        var count = await client.CountWorkflowsAsync(
            $"WorkflowType = '{nameof(UserDeliveryWorkflow)}' AND ExecutionStatus = 'Running'",
            new() { Rpc = new() { CancellationToken = cancellationToken } }).ConfigureAwait(false);
        return count.Count;
    }

    private static Task<long> CountDeliveredAsync(NotifyHost host, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<Storage.Tables.ITables>().CountAsync(Storage.Tables.NotifyTables.Inbox, cancellationToken);

    private void AddStage(string name, long start) =>
        stages.Add(new StageTime(name, TimeProvider.System.GetElapsedTime(start).TotalSeconds));
}
