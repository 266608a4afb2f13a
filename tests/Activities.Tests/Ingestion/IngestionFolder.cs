using Notify.Activities.Ingestion;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Activities.Tests.Ingestion;

/// <summary>A folder of input files and the tables they go to, of one test's own.</summary>
internal sealed class IngestionFolder : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("notify-ingest-").FullName;

    private IngestionFolder()
    {
    }

    public SqliteTables Tables { get; private set; } = null!;

    public FileObjects Objects => field ??= new FileObjects(Path.Combine(root, "objects"));

    public ChangeLog Changes => field ??= new ChangeLog(Tables, TimeProvider.System);

    public ErasureList Erasures => field ??= new ErasureList(Tables, Objects, Changes, TimeProvider.System);

    public string Work => Path.Combine(root, "work");

    public string Input => Directory.CreateDirectory(Path.Combine(root, "input")).FullName;

    public string Rejects => Path.Combine(root, "rejects");

    /// <summary>A folder with a small, sound shop in it.</summary>
    public static async Task<IngestionFolder> CreateAsync()
    {
        var folder = new IngestionFolder();
        folder.Tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder.root, "tables.db"), Synchronous = SqliteDurability.Normal });
        folder.Write("users.csv", "user_id,name,email,password_hash,created_at\nU1,Ann,ann@example.org,$2b$x,2024-02-06\nU2,Bob,bob@example.org,$2b$y,06-02-2024\n");
        folder.Write("products.csv", "product_id,productDisplayName,price,year\nP1,Shirt,1299,2011\nP2,Shoes,\"2,499.50\",2012.0\n");
        folder.Write("campaigns.csv", "campaign_id,name,start_date,end_date\nC1,Sale,2025-11-01,2026-01-10\n");
        folder.Write("purchases.csv", "user_id,purchase_id,product_id,quantity,price,purchase_date\nU1,A,P1,2,1299,06-09-2025\nU2,B,P2,1,\"2,499.50\",2025-09-07T10:00:00+02:00\n");
        return folder;
    }

    public void Write(string file, string content) => File.WriteAllText(Path.Combine(Input, file), content);

    public void Remove(string file) => File.Delete(Path.Combine(Input, file));

    /// <param name="tables">What the ingestion goes through to the tables; null for nothing.</param>
    public ShopIngestion Ingestion(int batchRows = 1000, bool allowMissingFiles = false, ITables? tables = null) =>
        new(tables ?? Tables, Objects, Changes, Erasures, new IngestOptions { RejectsFolder = Rejects, WorkFolder = Work, BatchRows = batchRows, AllowMissingFiles = allowMissingFiles });

    /// <summary>Ingests one file with this content, as a load of its own.</summary>
    public Task<FileReport> IngestAsync(string file, string content, int batchRows = 1000)
    {
        Write(file, content);
        return IngestOnlyAsync(file, batchRows);
    }

    /// <summary>Ingests one of the files that are there, as a load of its own.</summary>
    public async Task<FileReport> IngestOnlyAsync(string file, int batchRows = 1000)
    {
        var ingestion = Ingestion(batchRows);
        var plan = await ingestion.PlanAsync(Input);
        var report = await ingestion.LoadFileAsync(plan.Load, Input, file);
        await ingestion.CompleteAsync(plan, [report]);
        Assert.Empty(Directory.Exists(Work) ? Directory.GetFiles(Work, "*", SearchOption.AllDirectories) : []);
        Assert.Equal(report.Read, report.Written + report.Unchanged + report.Rejected + report.Duplicates);
        return report;
    }

    public string[] RejectsOf(string file) => File.ReadAllLines(Path.Combine(Rejects, $"{file}.rejects.csv"));

    public async ValueTask DisposeAsync()
    {
        Erasures.Dispose();
        await Tables.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }
}
