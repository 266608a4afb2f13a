using System.Diagnostics;
using Bench;
using Ingestion;
using Notify.Activities.Ingestion;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Sqlite;

return await CommandLine.RunAsync(args, BenchOptions.Usage, BenchOptions.Read, async options =>
{
    Console.WriteLine(CommandLine.Machine);
    var root = options.Folder ?? Directory.CreateTempSubdirectory("notify-ingestion-").FullName;
    var home = Path.Combine(root, "home");
    try
    {
        var watch = Stopwatch.StartNew();
        var data = DataSet.Make(root, options);
        Console.WriteLine($"data set in {watch.Elapsed.TotalSeconds:F1} s: {Directory.GetFiles(data).Sum(file => new FileInfo(file).Length) / 1e6:N0} MB");
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        Directory.CreateDirectory(home);
        await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(home, "tables.db"), Synchronous = SqliteDurability.Full });
        var objects = new FileObjects(Path.Combine(home, "objects"));
        var changes = new ChangeLog(tables, TimeProvider.System);
        using var erasures = new ErasureList(tables, objects, changes, TimeProvider.System);
        var ingestion = new ShopIngestion(tables, objects, changes, erasures, new IngestOptions
        {
            RejectsFolder = Path.Combine(home, "rejects"),
            WorkFolder = Path.Combine(home, "work"),
            MemoryMegabytes = options.Megabytes,
        });
        using var measured = new Measured();
        Console.WriteLine("first load");
        await measured.LoadAsync(ingestion, data);
        var (first, largest) = (measured.Total, measured.Stages[^1]);
        Console.WriteLine("features and matrix");
        var computed = await FeatureRun.MeasureAsync(tables, Path.Combine(home, "work"), options.Megabytes);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"load and features {(first + computed).TotalSeconds:F1} s (target: at most 600); peak resident {process.PeakWorkingSet64 / 1e6:N0} MB (target: at most 4,000); tables.db {new FileInfo(Path.Combine(home, "tables.db")).Length / 1e6:N0} MB");
        Console.WriteLine("the same again");
        await measured.LoadAsync(ingestion, data);
        Console.WriteLine($"second : first = {measured.Total / first:F3} (target: at most 0.333); rows written: {measured.Stages.Sum(stage => stage.Report.Written):N0}");
        Console.WriteLine("features and matrix again");
        await FeatureRun.MeasureAsync(tables, Path.Combine(home, "work"), options.Megabytes);
        var bare = Measured.RunBare(largest, Path.Combine(root, "bare"), options.Megabytes);
        Console.WriteLine($"{largest.File} to its snapshot {largest.Checking.TotalSeconds:F1} s, of which {largest.Asking.TotalSeconds:F1} s in DuckDB; the same statements on a bare connection {bare.TotalSeconds:F1} s; ratios {largest.Checking / bare:F2} and {largest.Asking / bare:F2} (target of the second: at most 1.3)");
        return 0;
    }
    finally
    {
        Directory.Delete(options.Folder is null ? root : home, recursive: true);
    }
});
