using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Notify.Activities.Changes;
using Notify.Activities.Features;
using Notify.Activities.Progress;
using Notify.Domain.Planning;
using Notify.Storage.Changes;
using Notify.Storage.Tables;
using Temporalio.Testing;

namespace Ingestion;

/// <summary>Computes every feature and the matrix from the tables, by the product's own activity.</summary>
internal static class FeatureRun
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Runs it once, prints what it took and when each step began, and gives the whole time.</summary>
    public static async Task<TimeSpan> MeasureAsync(ITables tables, string workFolder, int megabytes)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(tables)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new PlanningPolicy { DefaultTimeZone = "Europe/Berlin" })
            .AddSingleton(new FeatureOptions { WorkFolder = workFolder, MemoryMegabytes = megabytes })
            .AddSingleton<ChangeLog>()
            .AddSingleton<ChangedKeys>()
            .AddSingleton<ProgressBoard>()
            .AddSingleton<StepReporter>()
            .AddSingleton<BaseRows>()
            .AddSingleton<FeatureTables>()
            .AddSingleton<FeatureActivities>()
            .BuildServiceProvider();
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var begun = new Dictionary<string, TimeSpan>();
        var (activities, board) = (services.GetRequiredService<FeatureActivities>(), services.GetRequiredService<ProgressBoard>());
        var running = new ActivityEnvironment().RunAsync(() => activities.ComputeAsync(new FeatureRequest(AsOf)));
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200))) != running)
        {
            foreach (var step in board.Steps.Keys)
            {
                begun.TryAdd(step, watch.Elapsed);
            }
        }

        var report = await running;
        Console.WriteLine($"  {string.Join(", ", begun.OrderBy(step => step.Value).Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Key} from {step.Value.TotalSeconds:F0} s")))}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {report}: {watch.Elapsed.TotalSeconds:F1} s, cpu {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F1} s"));
        return watch.Elapsed;
    }
}
