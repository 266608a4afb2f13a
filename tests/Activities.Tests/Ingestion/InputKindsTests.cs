using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using Notify.Activities.Ingestion;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Ingestion;

/// <summary>The ways in which a shop may hand over one and the same thing.</summary>
public sealed class InputKindsTests : IAsyncLifetime
{
    private const string Products = "product_id,productDisplayName,price\nP1,Müller's Café,12.50\nP2,Cup,\"1,000\"\n";
    private IngestionFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await IngestionFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Csv_AnyEncoding_IsRead(string name)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        File.WriteAllText(Path.Combine(folder.Input, "products.csv"), Products, encoding);

        var report = await folder.IngestOnlyAsync("products.csv");

        Assert.Equal((2, 0), (report.Written, report.Rejected));
        Assert.Equal("Müller's Café", (await folder.Tables.GetAsync(NotifyTables.Products, "P1"))!.ProductDisplayName);
    }

    [Fact]
    public async Task Csv_Utf8WithOneBrokenLine_SetsAsideJustThatLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Products), .. "P3,Caf"u8, 0xE9, .. ",1\n"u8];
        File.WriteAllBytes(Path.Combine(folder.Input, "products.csv"), bytes);

        var report = await folder.IngestOnlyAsync("products.csv");

        Assert.Equal((2, 1), (report.Written, report.Rejected));
        Assert.Contains("\"4\",\"\"", folder.RejectsOf("products.csv")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P1, \"Cup\",1\n", "\"Cup\"")]
    [InlineData("P1,5\" pipe,1\n", "5\" pipe")]
    [InlineData("P1,\"two\r\nlines\",1\r\n", "two\nlines")]
    public async Task Csv_WhatReadersTakeDifferently_IsReadByOurs(string row, string name)
    {
        await folder.IngestAsync("products.csv", "product_id,productDisplayName,price\n" + row);

        Assert.Equal(name, (await folder.Tables.GetAsync(NotifyTables.Products, "P1"))!.ProductDisplayName);
    }

    [Fact]
    public async Task Csv_Gzip_IsRead()
    {
        folder.Remove("products.csv");
        await using (var packed = new GZipStream(File.Create(Path.Combine(folder.Input, "products.csv.gz")), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(Products));
        }

        Assert.Equal(2, (await folder.IngestOnlyAsync("products.csv.gz")).Written);
    }

    [Fact]
    public async Task Parquet_TypedColumns_AreExact()
    {
        folder.Remove("purchases.csv");
        WriteParquet("purchases.parquet", """
            SELECT * FROM (VALUES
                ('U1', 1001, 'P1', TIMESTAMPTZ '2025-09-06 10:00:00.123456+02:00', 12.345678::DECIMAL(12,6), 3::UTINYINT, NULL::DOUBLE),
                ('U2', 1002, 'P2', TIMESTAMPTZ '2025-09-07 00:00:00+00', 0.1::DECIMAL(12,6), 1::UTINYINT, 0.3::DOUBLE),
                ('U3', 1003, 'P3', NULL, 1::DECIMAL(12,6), 1::UTINYINT, 1::DOUBLE),
                ('U4', 1004, 'P4', TIMESTAMPTZ '2025-09-07 00:00:00+00', -1::DECIMAL(12,6), 0::UTINYINT, 'nan'::DOUBLE))
            t(user_id, purchase_id, product_id, purchase_date, price, quantity, total_amount)
            """);

        var report = await folder.IngestOnlyAsync("purchases.parquet");

        Assert.Equal((4, 2, 2), (report.Read, report.Written, report.Rejected));
        var purchase = (await folder.Tables.GetAsync(NotifyTables.PurchaseHistory, "U1", "1001"))!;
        Assert.Equal((12.345678m, 3, 37.037034m), (purchase.Price, purchase.Quantity, purchase.TotalAmount));
        Assert.Equal(new DateTimeOffset(2025, 9, 6, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(123456), purchase.PurchaseDate);
        Assert.Equal(0.3m, (await folder.Tables.GetAsync(NotifyTables.PurchaseHistory, "U2", "1002"))!.TotalAmount);
        var rejects = folder.RejectsOf("purchases.parquet");
        Assert.Contains("\"purchases.parquet\",\"3\",\"purchase_date\",\"\"", rejects[1], StringComparison.Ordinal);
        Assert.Contains("\"4\",\"price\",\"'-1.000000\"", rejects[2], StringComparison.Ordinal);
        Assert.Contains("\"4\",\"quantity\",\"0\"", rejects[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_ListsAndTimes_AreReadAsTheirTexts()
    {
        WriteParquet("user_preferences.parquet", "SELECT 'U1' AS user_id, ['Inbox', 'email'] AS channels, TIME '22:00:00' AS quiet_start, TIME '07:00:00' AS quiet_end, [DATE '2025-12-24'] AS blackout_dates");

        Assert.Equal(1, (await folder.IngestOnlyAsync("user_preferences.parquet")).Written);

        var preferences = (await folder.Tables.GetAsync(NotifyTables.UserPreferences, "U1"))!;
        Assert.Equal(["inbox", "email"], preferences.Channels);
        Assert.Equal((new TimeOnly(22, 0), new TimeOnly(7, 0)), (preferences.QuietStart!.Value, preferences.QuietEnd!.Value));
        Assert.Equal([new DateOnly(2025, 12, 24)], preferences.BlackoutDates);
    }

    [Fact]
    public async Task JsonLines_AnyOrderOfNames_AreRead()
    {
        folder.Remove("products.csv");
        var report = await folder.IngestAsync("products.jsonl", """
            {"product_id": "P1", "price": 12.50, "productDisplayName": "Cup"}

            {"productDisplayName": "Saucer", "product_id": 7, "year": null, "usage": "Casual"}
            {"product_id": "P3", "productDisplayName": "Broken"
            {"product_id": "P4"}
            ["P5"]
            """);

        Assert.Equal((5, 2, 3), (report.Read, report.Written, report.Rejected));
        Assert.Equal(12.5m, (await folder.Tables.GetAsync(NotifyTables.Products, "P1"))!.Price);
        Assert.Equal("Saucer", (await folder.Tables.GetAsync(NotifyTables.Products, "7"))!.ProductDisplayName);
        Assert.Equal(["4", "5", "6"], folder.RejectsOf("products.jsonl").Skip(1).Select(reject => reject.Split("\",\"")[1]));
    }

    [Fact]
    public async Task JsonLines_Lists_AreJoined()
    {
        await folder.IngestAsync("user_preferences.ndjson", """{"user_id": "U1", "channels": ["Inbox", "email"], "max_per_day": 3}""");

        var preferences = (await folder.Tables.GetAsync(NotifyTables.UserPreferences, "U1"))!;
        Assert.Equal(["inbox", "email"], preferences.Channels);
        Assert.Equal(3, preferences.MaxPerDay);
    }

    [Fact]
    public async Task Folder_PartsOfSeveralKinds_LaterPartWins()
    {
        folder.Remove("products.csv");
        Directory.CreateDirectory(Path.Combine(folder.Input, "products"));
        folder.Write("products/_SUCCESS", "");
        folder.Write("products/part-0.csv", "product_id,productDisplayName,price\nP1,First,1\nP2,Other,free\n");
        WriteParquet("products/part-1.parquet", "SELECT 'P1' AS product_id, 'Second' AS productDisplayName");
        folder.Write("products/part-2.jsonl", """{"product_id": "P3", "productDisplayName": "Third"}""");

        var report = await folder.IngestOnlyAsync("products/");

        Assert.Equal((4, 2, 1, 1), (report.Read, report.Written, report.Rejected, report.Duplicates));
        Assert.Equal("Second", (await folder.Tables.GetAsync(NotifyTables.Products, "P1"))!.ProductDisplayName);
        Assert.Contains("\"products/part-0.csv\",\"3\",\"price\",\"free\"", File.ReadAllText(report.RejectsFile!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_UnderAPrefix_AreReadAsFilesAre()
    {
        foreach (var file in Directory.GetFiles(folder.Input))
        {
            await using var content = File.OpenRead(file);
            await folder.Objects.PutAsync($"incoming/day-1/{Path.GetFileName(file)}", content);
        }

        var report = await folder.Ingestion().IngestAsync("objects://incoming/day-1");

        Assert.Equal([2L, 2L, 1L, 2L], report.Files.Select(file => file.Written));
    }

    [Fact]
    public async Task PlanAsync_TwoFilesForOneTable_IsRefused()
    {
        folder.Write("products.jsonl", "{}");

        var fault = await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().PlanAsync(folder.Input));

        Assert.Contains("products.csv and products.jsonl are both for products", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanAsync_ColumnsRenamed_AreNamedForEveryFileAtOnce()
    {
        folder.Write("purchases.csv", "customer_id,order_id,product_id,qty,unit_price,purchase_date\nU1,A,P1,1,5,2025-01-01\n");
        folder.Remove("products.csv");
        WriteParquet("products.parquet", "SELECT 'P1' AS product_id, 'Cup' AS \"display name\"");

        var fault = await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().PlanAsync(folder.Input));

        Assert.Contains("'customer_id' may be user_id; 'order_id' may be purchase_id; 'unit_price' may be price; 'qty' may be quantity", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'display name' may be productDisplayName", fault.Message, StringComparison.Ordinal);
    }

    private void WriteParquet(string file, string query)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone = 'UTC'; COPY ({query}) TO '{Path.Combine(folder.Input, file)}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }
}
