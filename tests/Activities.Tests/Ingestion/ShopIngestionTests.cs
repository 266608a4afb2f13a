using Notify.Activities.Ingestion;
using Notify.Domain.Customers;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Ingestion;

public sealed class ShopIngestionTests : IAsyncLifetime
{
    private const string ProductHeader = "product_id,productDisplayName,price\n";
    private IngestionFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await IngestionFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task IngestAsync_SoundFolder_WritesEveryRow()
    {
        var report = await folder.Ingestion().IngestAsync(folder.Input);

        Assert.Equal([("users.csv", 2L), ("products.csv", 2L), ("campaigns.csv", 1L), ("purchases.csv", 2L)], report.Files.Select(file => (file.File, file.Written)));
        Assert.All(report.Files, file => Assert.Equal((0, 0, null), (file.Rejected, file.Duplicates, file.RejectsFile)));
        var purchase = await folder.Tables.GetAsync(NotifyTables.PurchaseHistory, "U1", "A");
        Assert.Equal(2598m, purchase!.TotalAmount);
        Assert.Equal(new DateTimeOffset(2025, 9, 6, 0, 0, 0, TimeSpan.Zero), purchase.PurchaseDate);
        Assert.Equal(2012, (await folder.Tables.GetAsync(NotifyTables.Products, "P2"))!.Year);
    }

    [Fact]
    public async Task IngestAsync_SecondTime_ChangesNothing()
    {
        await folder.Ingestion().IngestAsync(folder.Input);

        var report = await folder.Ingestion().IngestAsync(folder.Input);

        Assert.All(report.Files, file => Assert.Equal((0, file.Read), (file.Written, file.Unchanged)));
    }

    [Fact]
    public async Task IngestFileAsync_OneRowChanged_WritesOnlyThatOne()
    {
        await folder.IngestAsync("products.csv", ProductHeader + "1,One,1\n2,Two,2\n");

        var report = await folder.IngestAsync("products.csv", ProductHeader + "1,One,1\n2,Two,2.50\n3,Three,3\n");

        Assert.Equal((2, 1), (report.Written, report.Unchanged));
        Assert.Equal(2.5m, (await folder.Tables.GetAsync(NotifyTables.Products, "2"))!.Price);
    }

    [Fact]
    public async Task IngestFileAsync_PreferencesTwice_ComparesListsByContent()
    {
        const string Content = "user_id,channels,muted_types,preferred_times,blackout_dates\nU1,Inbox; Email;;inbox,clickbait,08:00;18:30,24-12-2025;2025-12-25\n";
        await folder.IngestAsync("user_preferences.csv", Content);

        var report = await folder.IngestAsync("user_preferences.csv", Content);

        Assert.Equal((0, 1), (report.Written, report.Unchanged));
        var preferences = await folder.Tables.GetAsync(NotifyTables.UserPreferences, "U1");
        Assert.Equal(["inbox", "email"], preferences!.Channels);
        Assert.Equal([new TimeOnly(8, 0), new TimeOnly(18, 30)], preferences.PreferredTimes);
        Assert.Equal([new DateOnly(2025, 12, 24), new DateOnly(2025, 12, 25)], preferences.BlackoutDates);
    }

    [Fact]
    public async Task IngestFileAsync_PreferencesThatDoNotKnowOfAnOptOut_KeepIt()
    {
        var optedOut = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        await folder.Tables.PutAsync(NotifyTables.UserPreferences, [new UserPreferences { UserId = "U1", OptedOutAt = optedOut }]);

        var report = await folder.IngestAsync("user_preferences.csv", "user_id,max_per_day,opted_out_at\nU1,3,\n");

        var preferences = await folder.Tables.GetAsync(NotifyTables.UserPreferences, "U1");
        Assert.Equal((1L, 3, optedOut), (report.Written, preferences!.MaxPerDay!.Value, preferences.OptedOutAt!.Value));
    }

    [Fact]
    public async Task IngestFileAsync_ColumnsMovedRenamedAndUnknown_ReadsThemByName()
    {
        var report = await folder.IngestAsync("products.csv", "\uFEFFPRICE, Product Display Name ,colour of the box,Product-ID\r\n5,Cup,red,P9\r\n");

        Assert.Equal(1, report.Written);
        var product = await folder.Tables.GetAsync(NotifyTables.Products, "P9");
        Assert.Equal(("Cup", 5m), (product!.ProductDisplayName, product.Price));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task IngestFileAsync_OtherSeparator_IsFoundFromTheHeader(char separator)
    {
        var report = await folder.IngestAsync("products.csv", (ProductHeader + "P9,Cup,5\n").Replace(',', separator));

        Assert.Equal((1, 0), (report.Written, report.Rejected));
    }

    [Fact]
    public async Task IngestAsync_RequiredColumnMissing_WritesNothingOfAnyFile()
    {
        folder.Write("purchases.csv", "user_id,purchase_id,product_id,cost\nU1,A,P1,5\n");

        var fault = await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().IngestAsync(folder.Input));

        Assert.Contains("lacks purchase_date, price, quantity", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, await folder.Tables.CountAsync(NotifyTables.Users));
    }

    [Fact]
    public async Task IngestAsync_FileMissing_SaysWhichUnlessAllowed()
    {
        folder.Remove("campaigns.csv");

        var fault = await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().IngestAsync(folder.Input));
        var report = await folder.Ingestion(allowMissingFiles: true).IngestAsync(folder.Input);

        Assert.Contains("campaigns.csv not found", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["users.csv", "products.csv", "purchases.csv"], report.Files.Select(file => file.File));
    }

    [Fact]
    public async Task IngestAsync_NoSuchFolder_SaysSo() =>
        Assert.Contains("no such folder", (await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().IngestAsync(folder.Input + "-not"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task IngestAsync_EmptyFile_SaysThatTheHeaderIsMissing()
    {
        folder.Write("users.csv", "");

        Assert.Contains("no header", (await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().IngestAsync(folder.Input))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestFileAsync_UnterminatedQuote_SetsAsideJustThatRow()
    {
        var report = await folder.IngestAsync("products.csv", ProductHeader + "1,One,1\n2,\"Two,2\n3,\"Three, or so\",3\n4,Four,4\n");

        Assert.Equal((3, 1), (report.Written, report.Rejected));
        Assert.StartsWith("\"products.csv\",\"3\",\"\",\"2,\"\"Two,2\",", Assert.Single(folder.RejectsOf("products.csv").Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestFileAsync_UnterminatedQuoteAndNoOtherQuote_SetsAsideJustThatRow()
    {
        var lines = string.Concat(Enumerable.Range(10, 2000).Select(i => $"{i},Name,1\n"));

        var report = await folder.IngestAsync("products.csv", ProductHeader + "1,\"One,1\n" + lines);

        Assert.Equal((2000, 1), (report.Written, report.Rejected));
    }

    [Fact]
    public async Task IngestFileAsync_WrongFieldCount_SetsAsideJustThatRow()
    {
        var report = await folder.IngestAsync("products.csv", ProductHeader + "1,One\n2,Two,2,extra\n3,Three,3\n");

        Assert.Equal((1, 2), (report.Written, report.Rejected));
        Assert.Contains("2 fields, the header has 3", folder.RejectsOf("products.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestFileAsync_QuotesCommasAndLineBreaksInFields_AreKept()
    {
        await folder.IngestAsync("products.csv", ProductHeader + "1,\"3.5\"\" shorts, pink\nsecond line\",1\n2,5\" pipe,2\n");

        Assert.Equal("3.5\" shorts, pink\nsecond line", (await folder.Tables.GetAsync(NotifyTables.Products, "1"))!.ProductDisplayName);
        Assert.Equal("5\" pipe", (await folder.Tables.GetAsync(NotifyTables.Products, "2"))!.ProductDisplayName);
    }

    [Fact]
    public async Task IngestFileAsync_RejectAfterALineBreakInAField_NamesThePhysicalLine()
    {
        await folder.IngestAsync("products.csv", ProductHeader + "1,\"two\nlines\",1\n\n2,Two,free\n");

        Assert.Contains("\"products.csv\",\"5\",\"price\",\"free\"", Assert.Single(folder.RejectsOf("products.csv").Skip(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1)]
    public async Task IngestFileAsync_KeyRepeated_LastSoundRowWinsEveryTime(int batchRows)
    {
        const string Content = ProductHeader + "1,First,1\n2,Other,2\n1,Second,1\n1,Broken,-1\n";

        var first = await folder.IngestAsync("products.csv", Content, batchRows);
        var second = await folder.IngestAsync("products.csv", Content, batchRows);

        Assert.Equal("Second", (await folder.Tables.GetAsync(NotifyTables.Products, "1"))!.ProductDisplayName);
        Assert.Equal((2, 0, 1, 1), (first.Written, first.Unchanged, first.Duplicates, first.Rejected));
        Assert.Equal((0, 2, 1, 1), (second.Written, second.Unchanged, second.Duplicates, second.Rejected));
    }

    [Fact]
    public async Task IngestFileAsync_UserRejected_HidesThePersonalValue()
    {
        await folder.IngestAsync("users.csv", "user_id,email,created_at\nU1,ann@example.org,born on a Monday\nU2,bob@example.org\n");

        var text = string.Join('\n', folder.RejectsOf("users.csv"));

        Assert.Contains("\"created_at\",\"(hidden, 16 characters)\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Monday", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestFileAsync_RejectedValueThatIsAFormula_IsMadeHarmless()
    {
        await folder.IngestAsync("products.csv", ProductHeader + "1,One,=1+1\n");

        Assert.Contains("\"'=1+1\"", folder.RejectsOf("products.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestFileAsync_NothingRejectedThisTime_RemovesTheOldRejects()
    {
        await folder.IngestAsync("products.csv", ProductHeader + "1,One,free\n");
        var report = await folder.IngestAsync("products.csv", ProductHeader + "1,One,1\n");

        Assert.Null(report.RejectsFile);
        Assert.Empty(Directory.GetFiles(folder.Rejects));
    }

    [Fact]
    public async Task IngestAsync_PurchaseOfSomethingUnknown_IsKeptAndCounted()
    {
        folder.Write("purchases.csv", "user_id,purchase_id,product_id,quantity,price,purchase_date\nU1,A,P404,1,5,2025-01-01\nU404,B,P404,1,5,2025-01-01\nU1,C,P1,1,5,2025-01-01\n");

        var report = (await folder.Ingestion().IngestAsync(folder.Input)).Files.Single(file => file.File == "purchases.csv");

        Assert.Equal(3, report.Written);
        Assert.Equal(2, report.Gaps["product_id"]);
        Assert.Equal(1, report.Gaps["user_id"]);
    }

    [Fact]
    public async Task IngestAsync_WithProgress_HearsBothStagesToTheEnd()
    {
        var heard = new Recorder();

        await folder.Ingestion(batchRows: 1).IngestAsync(folder.Input, progress: heard);

        Assert.Contains(new IngestProgress("users.csv", IngestStage.Checking, 2), heard.Events);
        Assert.Contains(new IngestProgress("purchases.csv", IngestStage.Writing, 1), heard.Events);
        Assert.Equal(new IngestProgress("purchases.csv", IngestStage.Writing, 2), heard.Events[^1]);
    }

    [Fact]
    public async Task LoadFileAsync_Cancelled_StopsAndIsRepeatedWhole()
    {
        using var stop = new CancellationTokenSource();
        var stopping = new Recorder { OnReport = progress => { if (progress.Stage == IngestStage.Writing) { stop.Cancel(); } } };
        folder.Write("products.csv", ProductHeader + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},Name,1\n")));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Ingestion(batchRows: 10).LoadFileAsync("00000001-a", folder.Input, "products.csv", stopping, stop.Token));
        var report = await folder.Ingestion().LoadFileAsync("00000001-a", folder.Input, "products.csv");

        Assert.Equal((100, 0), (report.Written, report.Unchanged));
        Assert.Equal(100, await folder.Tables.CountAsync(NotifyTables.Products));
    }

    [Fact]
    public async Task LoadFileAsync_UnknownFile_NamesTheKnownOnes() =>
        Assert.Contains("campaigns.csv", (await Assert.ThrowsAsync<IngestException>(() => folder.Ingestion().LoadFileAsync("00000001-a", folder.Input, "orders.csv"))).Message, StringComparison.Ordinal);

    private sealed class Recorder : IProgress<IngestProgress>
    {
        public List<IngestProgress> Events { get; } = [];

        public Action<IngestProgress>? OnReport { get; init; }

        public void Report(IngestProgress value)
        {
            Events.Add(value);
            OnReport?.Invoke(value);
        }
    }
}
