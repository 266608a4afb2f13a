using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Notify.Activities.Ingestion;

namespace Ingestion;

/// <summary>One load of the data set, and what DuckDB was asked for meanwhile.</summary>
internal sealed class Measured : IDisposable
{
    private readonly ActivityListener listener;
    private readonly List<Stage> stages = [];
    private List<string> statements = [];
    private TimeSpan asking;

    public Measured()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Notify.Ingestion",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                statements.Add((string)span.GetTagItem("db.query.text")!);
                asking += span.Duration;
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<Stage> Stages => stages;

    public TimeSpan Total { get; private set; }

    /// <summary>Loads a folder and prints what each table took.</summary>
    public async Task LoadAsync(ShopIngestion ingestion, string folder)
    {
        stages.Clear();
        var whole = Stopwatch.StartNew();
        var plan = await ingestion.PlanAsync(folder);
        var reports = new List<FileReport>();
        foreach (var file in plan.Files)
        {
            (statements, asking) = ([], TimeSpan.Zero);
            var cpu = Environment.CpuUsage.TotalTime;
            var watch = new StageWatch();
            reports.Add(await ingestion.LoadFileAsync(plan.Load, folder, file, watch));
            var stage = new Stage(file, reports[^1], watch.Checking, asking, watch.Elapsed, Environment.CpuUsage.TotalTime - cpu, [.. statements]);
            stages.Add(stage);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {file,-26} {reports[^1].Read,12:N0} read {reports[^1].Written,12:N0} written {stage.Checking.TotalSeconds,8:F1} s to the snapshot {stage.Total.TotalSeconds,8:F1} s in all, cpu {stage.Cpu.TotalSeconds,7:F1} s {reports[^1].Read / stage.Total.TotalSeconds,12:N0} rows/s"));
        }

        await ingestion.CompleteAsync(plan, reports);
        Total = whole.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  all                        {Total.TotalSeconds:F1} s"));
    }

    /// <summary>Runs the statements that read and sort a table on a connection of nobody's, and nothing else.</summary>
    public static TimeSpan RunBare(Stage stage, string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        using var connection = new DuckDBConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Combine(folder, "bare.duckdb")};memory_limit={megabytes}MB;threads={Environment.ProcessorCount}"));
        connection.Open();
        Run($"SET temp_directory = '{Path.Combine(folder, "spill")}'");
        var watch = Stopwatch.StartNew();
        string[] wanted = ["CREATE MACRO", "CREATE OR REPLACE TABLE raw_", "SELECT count(*), count(*) FILTER", "COPY"];
        foreach (var sql in stage.Statements.Where(sql => wanted.Any(begin => sql.StartsWith(begin, StringComparison.Ordinal))))
        {
            Run(sql.StartsWith("COPY", StringComparison.Ordinal) ? $"{sql[..sql.LastIndexOf(" TO ", StringComparison.Ordinal)]} TO '{Path.Combine(folder, "bare.parquet")}' (FORMAT parquet, COMPRESSION snappy)" : sql);
        }

        var elapsed = watch.Elapsed;
        connection.Close();
        Directory.Delete(folder, recursive: true);
        return elapsed;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    public void Dispose() => listener.Dispose();

    /// <summary>Tells apart reading and writing, by who reports.</summary>
    private sealed class StageWatch : IProgress<IngestProgress>
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private TimeSpan? checking;

        public TimeSpan Elapsed => watch.Elapsed;

        public TimeSpan Checking => checking ?? watch.Elapsed;

        public void Report(IngestProgress value)
        {
            if (value.Stage == IngestStage.Writing)
            {
                checking ??= watch.Elapsed;
            }
        }
    }
}

/// <summary>What one table took.</summary>
/// <param name="Checking">Until its snapshot was kept.</param>
/// <param name="Asking">Of that in DuckDB's statements.</param>
internal sealed record Stage(string File, FileReport Report, TimeSpan Checking, TimeSpan Asking, TimeSpan Total, TimeSpan Cpu, IReadOnlyList<string> Statements);
