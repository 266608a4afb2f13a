using System.Globalization;
using System.Text;
using Notify.Domain.Ingestion;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Ingestion;

/// <summary>SQL reads most rows and the row format the rest: what comes of a file is what the row format alone makes of it.</summary>
public sealed class ReadersAgreeTests : IAsyncLifetime
{
    private const int Rows = 1500;

    private static readonly string[] Keys =
        ["K1", "K2", "k1", "K 1", " K3 ", "é", "", "NULL", "a\tb", "a\u0001b", "\u00a0K4", "~!@#", new('x', 200), new('x', 201), "2025-01-01", "日本"];

    private static readonly string[] Texts =
        ["", " ", "plain", " spaced out ", "null", "n/a", "\\N", "None", "naïve", "\u3000wide\u3000", "a \"quoted\" word", "semi;colon, comma", "two\nlines", "'", "=1+1", new('y', 20_001)];

    private static readonly string[] Amounts =
    [
        "0", "1", "1.50", "12.345678", "12.3456785", "1,234.50", "1,234,567", "12,34", "1,23", "-1", "-0", "+5", "1e5", " 7 ", "\u00a07", "", "null", "NaN", "nan", "inf",
        "999999999", "999999999.999999", "1000000000", "1000000000.01", "99999999999999999999", "5.", ".5", "1_000", "0x10", "٣", "１２", "$5", "1 000", "0000012", "1,000.1234567",
    ];

    private static readonly string[] Wholes =
        ["1", "2", "2012", "2012.0", "2012.000000", "2012.0000000", "2012.5", "1,999", "0", "-1", "100000", "100001", "1899", "2101", "", "NA", "none", " 5 ", "5 ", "１", "1e3", "99999999999", "+3"];

    private static readonly string[] Moments =
    [
        "2025-09-06", "06-09-2025", "31-02-2025", "2025-02-29", "2024-02-29", "2025-13-01", "1969-12-31", "1970-01-01", "2100-12-31", "2101-01-01", "0001-01-01", "9999-12-31",
        "2025-09-06T10:00", "2025-09-06T10:00:00", "2025-09-06 10:00:00", "2025-09-06T10:00:00Z", "2025-09-06 10:00:00Z", "2025-09-06T10:00:00+02:00", "2025-09-06T10:00:00 +02:00",
        "2025-09-06T10:00:00-13:59", "2025-09-06T10:00:00+14:00", "2025-09-06T10:00:00+15:00", "2025-09-06T24:00:00", "2025-09-06T23:59:60", "2025-09-06T10:00:00.5", "2025-09-06T10:00:00.123456Z",
        "2025-09-06T10:00:00.1234567", "2025-09-06T10:00:00.12345678", "06-09-2025 10:00", "06-09-2025 10:00:00", "2025-9-6", "6-9-2025", "2025/09/06", "09/06/2025", "", "NaT", "null", " 2025-09-06 ",
        "2025-09-06t10:00:00", "2025-09-06T10:00:00z", "infinity", "epoch", "2100-12-31T23:59:59.999999Z", "2100-12-31T23:00:00-02:00", "1970-01-01T00:00:00+01:00", "+2025-09-06", "2025-09-06 (BC)", "20250906", "1757152800",
    ];

    private IngestionFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await IngestionFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Users_AnyTexts_AreReadAsTheFormatReadsThem(int seed) => CheckAsync(
        seed, InputFormats.Users, NotifyTables.Users, user => user.UserId, [("user_id", Keys), ("name", Texts), ("email", Texts), ("created_at", Moments), ("time_zone", Texts)]);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public Task Products_AnyTexts_AreReadAsTheFormatReadsThem(int seed) => CheckAsync(
        seed, InputFormats.Products, NotifyTables.Products, product => product.ProductId, [("product_id", Keys), ("productDisplayName", Texts), ("price", Amounts), ("year", Wholes), ("usage", Texts)]);

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public Task Purchases_AnyTexts_AreReadAsTheFormatReadsThem(int seed) => CheckAsync(
        seed,
        InputFormats.Purchases,
        NotifyTables.PurchaseHistory,
        purchase => (purchase.UserId, purchase.PurchaseId).ToString(),
        [("user_id", Keys), ("purchase_id", Keys), ("product_id", Keys), ("purchase_date", Moments), ("price", Amounts), ("quantity", Wholes), ("total_amount", Amounts)]);

    /// <summary>Loads random rows and compares with what the format, row by row, makes of them.</summary>
    private async Task CheckAsync<T>(int seed, RowFormat<T> format, TableDefinition<T> table, Func<T, string> key, (string Column, string[] Values)[] columns)
        where T : class
    {
        var random = new Random(seed);
        var header = new FileHeader([.. columns.Select(column => column.Column)]);
        var text = new StringBuilder(string.Join(',', header.Names)).Append('\n');
        var expected = new Dictionary<string, T>(StringComparer.Ordinal);
        var rejected = new List<(long Line, string Column)>();
        var line = 2L;
        for (var i = 0; i < Rows; i++)
        {
            // Most fields sound, so that whole rows are
            var fields = columns.Select(column => random.Next(8) == 0 || column.Values != Keys ? column.Values[random.Next(random.Next(3) == 0 ? column.Values.Length : 5)] : $"K{i}").ToArray();
            text.AppendJoin(',', fields.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
            var reasons = format.Read(new RowFields(header, fields, line), out var row);
            rejected.AddRange(reasons.Select(reason => (reason.Line, reason.Column)));
            if (row is not null)
            {
                expected[key(row)] = row;
            }

            line += 1 + fields.Sum(field => field.Count(character => character == '\n'));
        }

        var report = await folder.IngestAsync($"{format.Name}.csv", text.ToString());

        Assert.Equal(Rows, report.Read);
        Assert.InRange(expected.Count, 100, Rows - 100);
        Assert.Equal(expected.Count, report.Written);
        var held = await folder.Tables.ScanAsync(table).ToDictionaryAsync(key, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), held.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value, held[pair.Key]));
        Assert.Equal(rejected, folder.RejectsOf($"{format.Name}.csv").Where(entry => entry.StartsWith($"\"{format.Name}.csv\"", StringComparison.Ordinal)).Select(PlaceOf));
        var second = await folder.IngestOnlyAsync($"{format.Name}.csv");
        Assert.Equal(0, second.Written);
    }

    private static (long Line, string Column) PlaceOf(string reject)
    {
        var fields = reject.Split("\",\"");
        return (long.Parse(fields[1], CultureInfo.InvariantCulture), fields[2]);
    }
}
