using System.Diagnostics;
using System.Globalization;
using FeatureScale;
using Microsoft.Extensions.DependencyInjection;
using Notify.Activities.Changes;
using Notify.Activities.Features;
using Notify.Activities.Progress;
using Notify.Domain.Planning;
using Notify.Storage.Changes;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;
using Temporalio.Testing;

// Usage: FeatureScale FOLDER [USERS] [PRODUCTS] [PURCHASES]. The folder keeps the tables, so that a second run measures
// what it costs when nothing changed.
var folder = args.Length > 0 ? args[0] : throw new ArgumentException("Name a folder for the tables, on a disk with room for them.");
var users = Number(1, 1_000_000);
var products = Number(2, 100_000);
var purchases = Number(3, 20_000_000);

Directory.CreateDirectory(folder);
await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions
{
    Path = Path.Combine(folder, "tables.db"), Synchronous = SqliteDurability.Full,
});
await using var services = new ServiceCollection()
    .AddSingleton<ITables>(tables)
    .AddSingleton(TimeProvider.System)
    .AddSingleton(new PlanningPolicy { DefaultTimeZone = "Europe/Berlin" })
    .AddSingleton(new FeatureOptions { WorkFolder = Path.Combine(folder, "work") })
    .AddSingleton<ChangeLog>()
    .AddSingleton<ChangedKeys>()
    .AddSingleton<ProgressBoard>()
    .AddSingleton<StepReporter>()
    .AddSingleton<BaseRows>()
    .AddSingleton<FeatureTables>()
    .AddSingleton<FeatureActivities>()
    .BuildServiceProvider();

if (await tables.CountAsync(NotifyTables.Users) == 0)
{
    await MeasureAsync("writing base rows", () => new Shop(users, products, purchases).PutAsync(tables));
}

var report = await MeasureAsync(
    "features, whole",
    () => new ActivityEnvironment().RunAsync(() => services.GetRequiredService<FeatureActivities>().ComputeAsync(new FeatureRequest(Shop.AsOf))));
Console.WriteLine(report);

async Task<T> MeasureAsync<T>(string step, Func<Task<T>> work)
{
    var process = Process.GetCurrentProcess();
    var (clock, processor) = (Stopwatch.StartNew(), process.TotalProcessorTime);
    var watched = work();
    var last = "";
    while (await Task.WhenAny(watched, Task.Delay(TimeSpan.FromSeconds(1))) != watched)
    {
        // Where the time goes, step by step
        var steps = string.Join(", ", services.GetRequiredService<ProgressBoard>().Steps.Select(entry => $"{entry.Key} {entry.Value.Done:N0}"));
        if (steps != last && clock.Elapsed.Seconds % 10 == 0)
        {
            last = steps;
            Console.WriteLine($"  {clock.Elapsed.TotalSeconds:F0} s: {steps}");
        }
    }

    var result = await watched;
    process.Refresh();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{step}: {clock.Elapsed.TotalSeconds:F1} s wall, {(process.TotalProcessorTime - processor).TotalSeconds:F1} s of processors, {process.PeakWorkingSet64 >> 20} MiB at most"));
    return result;
}

int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
