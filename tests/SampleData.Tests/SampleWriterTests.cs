namespace Notify.SampleData.Tests;

public sealed class SampleWriterTests
{
    private static readonly SampleOptions Small = new() { Users = 50, Products = 80, Purchases = 200, Campaigns = 40, Seed = 3 };

    [Fact]
    public async Task Write_TextsWithCommas_AreQuotedSoThatEveryRecordHasEveryColumn()
    {
        using var directory = new TemporaryDirectory();

        await SampleWriter.WriteAsync(Small, directory.FullName, TestContext.Current.CancellationToken);

        foreach (var file in Directory.EnumerateFiles(directory.FullName))
        {
            var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            Assert.All(lines, line => Assert.Equal(Fields(lines[0]).Count, Fields(line).Count));
        }

        var campaigns = await File.ReadAllTextAsync(Path.Combine(directory.FullName, "campaigns.csv"), TestContext.Current.CancellationToken);
        Assert.Contains("\"", campaigns, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Campaigns_ReadBackAsGenerated()
    {
        using var directory = new TemporaryDirectory();

        await SampleWriter.WriteAsync(Small, directory.FullName, TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(Path.Combine(directory.FullName, "campaigns.csv"), TestContext.Current.CancellationToken);
        var texts = SampleGenerator.Generate(Small).Campaigns.Select(c => (c.CampaignId, c.Name, c.Description, c.TemplateShort, c.TemplateLong));
        Assert.Equal(texts, lines.Skip(1).Select(Fields).Select(f => (f[0], f[1], f[2], f[8], f[9])));
    }

    [Fact]
    public async Task Write_OptionsOutOfBounds_WritesNothing()
    {
        using var directory = new TemporaryDirectory();

        await Assert.ThrowsAsync<ArgumentException>(() => SampleWriter.WriteAsync(Small with { Users = -5 }, directory.FullName, TestContext.Current.CancellationToken));

        Assert.Empty(Directory.EnumerateFiles(directory.FullName));
    }

    [Fact]
    public async Task Write_Cancelled_Stops()
    {
        using var directory = new TemporaryDirectory();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SampleWriter.WriteAsync(Small, directory.FullName, cancelled.Token));
    }

    /// <summary>The fields of one record without line breaks, by RFC 4180.</summary>
    private static List<string> Fields(string line)
    {
        List<string> fields = [];
        var (field, quoted) = (string.Empty, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field += line[i++];
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field);
                field = string.Empty;
            }
            else
            {
                field += line[i];
            }
        }

        fields.Add(field);
        return fields;
    }
}
