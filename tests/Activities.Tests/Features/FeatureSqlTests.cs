using Notify.Activities.Features;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Purchases;
using Notify.Storage.Tables.Records;

namespace Notify.Activities.Tests.Features;

/// <summary>The SQL files themselves.</summary>
public sealed class FeatureSqlTests : IDisposable
{
    private static readonly string[] Engine = ["prelude.sql"];

    private readonly string folder = Directory.CreateTempSubdirectory("notify-sql-").FullName;

    public static TheoryData<string, string> Files => new()
    {
        { "user_features.sql", FeatureSql.UserFeatures },
        { "product_features.sql", FeatureSql.ProductFeatures },
        { "user_product_matrix.sql", FeatureSql.UserProductMatrix },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_OfTheAssembly_AreAllKnownHere() => Assert.Equal(
        Files.Select(file => file.Data.Item1).Concat(Engine).Order(StringComparer.Ordinal),
        typeof(FeatureSql).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_InDuckDb_IsOneQueryWithTheAttributesOfItsTable(string name, string sql)
    {
        using var database = FeatureDatabase.Open(new FeatureOptions { WorkFolder = folder });
        await using var reader = await database.ReadAsync(sql, TestContext.Current.CancellationToken);

        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName);

        IReadOnlyList<RecordAttribute> attributes = name switch
        {
            "user_features.sql" => RecordShape.Of<UserFeatures>().Attributes,
            "product_features.sql" => RecordShape.Of<ProductFeatures>().Attributes,
            _ => RecordShape.Of<UserProduct>().Attributes,
        };
        Assert.Equal(attributes.Select(attribute => attribute.Name), columns);
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(';', sql);
    }

    [Fact]
    public void Dispose_Database_LeavesNoFile()
    {
        using (FeatureDatabase.Open(new FeatureOptions { WorkFolder = folder }))
        {
            Assert.NotEmpty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Read_MoreThanTheMemoryLimit_GoesToDisk()
    {
        using var database = FeatureDatabase.Open(new FeatureOptions { WorkFolder = folder, MemoryMegabytes = 64, Threads = 1 });

        await using var reader = await database.ReadAsync(
            "SELECT i FROM (SELECT hash(i) AS h, i, 'a text that is longer than twelve bytes ' || i AS text FROM range(2000000) t(i)) ORDER BY h, text",
            TestContext.Current.CancellationToken);

        var rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        Assert.Equal(2_000_000, rows);
    }

    [Fact]
    public async Task Read_Cancelled_Stops()
    {
        using var database = FeatureDatabase.Open(new FeatureOptions { WorkFolder = folder });
        using var cancellation = new CancellationTokenSource();
        var reading = database.ReadAsync("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3", cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var reader = await reading;
            await reader.ReadAsync(cancellation.Token);
        });
    }
}
