using Notify.Storage.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

public sealed class SqliteCheckpointsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WriteAsync_FarMoreThanTheLogHolds_BeginsTheLogAnewWhileWritingGoesOn()
    {
        const int Rows = 400;
        const int Writes = 2 * SqliteWriter.MostPagesOfLog / Rows;
        var log = new FileInfo(folder.File("writer.db-wal"));
        await using (var writer = SqliteWriter.Open(folder.File("writer.db"), SqliteDurability.Normal))
        {
            await CreateAsync(writer);
            for (var write = 0; write < Writes; write++)
            {
                await InsertAsync(writer, Rows);
            }

            log.Refresh();
            Assert.InRange(log.Length, 1, 1.1 * SqliteWriter.MostPagesOfLog * 4096);
        }

        using var later = SqliteSession.Open(folder.File("writer.db"), "");
        Assert.Equal(Writes * Rows, later.Number("SELECT count(*) FROM pages"));
        Assert.Equal(1, later.Number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"));
    }

    [Fact]
    public async Task WriteAsync_ReaderHoldsAnOldMoment_KeepsWhatItSees()
    {
        await using var writer = SqliteWriter.Open(folder.File("writer.db"), SqliteDurability.Normal);
        await CreateAsync(writer);
        using var reader = SqliteSession.Open(folder.File("writer.db"), "");
        reader.Execute("BEGIN");
        Assert.Equal(0, reader.Number("SELECT count(*) FROM pages"));

        for (var write = 0; write < 3; write++)
        {
            await InsertAsync(writer, SqliteCheckpoints.Pages);
        }

        Assert.Equal(0, reader.Number("SELECT count(*) FROM pages"));
        reader.Execute("COMMIT");
        Assert.Equal(3 * SqliteCheckpoints.Pages, reader.Number("SELECT count(*) FROM pages"));
    }

    private static Task CreateAsync(SqliteWriter writer) => writer.WriteAsync(session =>
    {
        session.Execute("CREATE TABLE pages (id INTEGER PRIMARY KEY, content BLOB)");
        return true;
    });

    /// <summary>Inserts rows, each of which fills a page.</summary>
    private static Task InsertAsync(SqliteWriter writer, int rows) => writer.WriteAsync(session =>
    {
        for (var row = 0; row < rows; row++)
        {
            session.Run("INSERT INTO pages (content) VALUES (zeroblob(3500))");
        }

        return true;
    });
}
