using System.Diagnostics;
using Notify.Contracts.Tables;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

public sealed class SqliteDurabilityTests : IDisposable
{
    private static readonly TableDefinition<SampleItem> Items = new("sample_items", "owner", "item");
    private static readonly TableDefinition<SampleRow> Rows = new("sample_rows", "id");
    private readonly TemporaryFolder folder = new();

    private string Database => folder.File("tables.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PutAsync_ProcessKilled_EveryAcknowledgedRowIsThere()
    {
        var acknowledged = await WriteUntilKilledAsync(rows: 2000);

        await using var tables = await OpenAsync();
        foreach (var row in acknowledged.Select(line => line.Split(' ')))
        {
            Assert.NotNull(await tables.GetAsync(Items, row[0], row[1], TestContext.Current.CancellationToken));
        }

        Assert.True(acknowledged.Count >= 2000);
    }

    [Fact]
    public async Task PutAsync_DiskFull_SaysSoAndKeepsWhatWasAcknowledged()
    {
        var acknowledged = new List<string>();
        StorageException? fault = null;
        await using (var tables = await OpenAsync(maxPages: 200))
        {
            for (var i = 0; fault is null; i++)
            {
                try
                {
                    await tables.PutAsync(Rows, [new SampleRow { Id = $"r{i}", Text = new string('x', 5000) }], TestContext.Current.CancellationToken);
                    acknowledged.Add($"r{i}");
                }
                catch (StorageException full)
                {
                    fault = full;
                }
            }

            Assert.Equal(acknowledged.Count, await tables.CountAsync(Rows, TestContext.Current.CancellationToken));
        }

        Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Free space", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(Database, fault.Location);
        await using var later = await OpenAsync();
        Assert.Equal(acknowledged.Count, (await later.GetManyAsync(Rows, acknowledged, TestContext.Current.CancellationToken)).Count);
        await later.PutAsync(Rows, [new SampleRow { Id = "after" }], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task PutAsync_OneOfManyWritesDoesNotFit_OnlyItFails()
    {
        await using var tables = await OpenAsync(maxPages: 400);
        await tables.CountAsync(Rows, TestContext.Current.CancellationToken);

        var huge = tables.PutAsync(Rows, [new SampleRow { Id = "huge", Text = new string('x', 4_000_000) }], TestContext.Current.CancellationToken);
        var small = Enumerable.Range(0, 50).Select(i => tables.PutAsync(Rows, [new SampleRow { Id = $"r{i}" }], TestContext.Current.CancellationToken)).ToArray();

        await Assert.ThrowsAsync<StorageException>(() => huge);
        await Task.WhenAll(small);
        Assert.Equal(50, await tables.CountAsync(Rows, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OpenAsync_FileThatIsNoDatabase_IsRefusedAndLeftAlone()
    {
        var content = string.Concat(Enumerable.Repeat("not a database\n", 500));
        await File.WriteAllTextAsync(Database, content, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<StorageException>(() => OpenAsync());

        Assert.Contains("not an SQLite database", fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reads_DamagedFile_SaySoAndWhatToDo()
    {
        await using (var tables = await OpenAsync())
        {
            await tables.PutAsync(Rows, [.. Enumerable.Range(0, 2000).Select(i => new SampleRow { Id = $"r{i:D5}", Text = new string('x', 200) })], TestContext.Current.CancellationToken);
        }

        await using (var file = new FileStream(Database, FileMode.Open))
        {
            file.Position = 5 * 4096;
            var junk = new byte[file.Length - file.Position];
            new Random(1).NextBytes(junk);
            await file.WriteAsync(junk, TestContext.Current.CancellationToken);
        }

        await using var damaged = await OpenAsync();
        var fault = await Assert.ThrowsAsync<StorageException>(async () => await damaged.ScanAsync(Rows, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("backup", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_FolderThatCannotBeMade_SaysWhere()
    {
        await File.WriteAllTextAsync(folder.File("file"), "", TestContext.Current.CancellationToken);
        var path = Path.Combine(folder.File("file"), "tables.db");

        var fault = await Assert.ThrowsAsync<StorageException>(() => SqliteTables.OpenAsync(new SqliteTablesOptions { Path = path }));

        Assert.Equal(path, fault.Location);
    }

    private Task<SqliteTables> OpenAsync(long? maxPages = null) =>
        SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Database, MaxPages = maxPages });

    private async Task<List<string>> WriteUntilKilledAsync(int rows)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "CrashingWriter.dll");
        using var writer = Process.Start(new ProcessStartInfo("dotnet", [program, Database]) { RedirectStandardOutput = true })!;
        var acknowledged = new List<string>();
        while (acknowledged.Count < rows && await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            acknowledged.Add(line);
        }

        writer.Kill();
        // What the pipe still holds was acknowledged too; its last line may be cut.
        var rest = (await writer.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[..^1];
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. acknowledged, .. rest];
    }
}
