using Notify.SampleData.Campaigns;

namespace Notify.SampleData.Tests;

/// <summary>
/// The committed samples are what the generator makes. To make them anew after a wanted change, run these tests with
/// NOTIFY_WRITE_SAMPLES set to the repository's root.
/// </summary>
public sealed class CommittedSamplesTests
{
    private static readonly SampleOptions Committed = new() { Users = 200, Products = 600, Purchases = 1_500, Campaigns = 60, Seed = 1, AsOf = new DateOnly(2026, 11, 20) };

    [Fact]
    public async Task Write_OptionsOfTheCommittedSamples_GivesTheirBytes()
    {
        using var directory = new TemporaryDirectory();
        if (Environment.GetEnvironmentVariable("NOTIFY_WRITE_SAMPLES") is { Length: > 0 } root)
        {
            await SampleWriter.WriteAsync(Committed, Path.Combine(root, "samples"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(root, "models/evaluation/sample-campaigns.csv"), LabelsOf(Committed), TestContext.Current.CancellationToken);
            Assert.Skip("The samples were written; build and run the tests again without NOTIFY_WRITE_SAMPLES.");
        }

        await SampleWriter.WriteAsync(Committed, directory.FullName, TestContext.Current.CancellationToken);

        foreach (var file in new[] { "users.csv", "user_preferences.csv", "products.csv", "campaigns.csv", "purchases.csv" })
        {
            var expected = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", file), TestContext.Current.CancellationToken);
            var actual = await File.ReadAllBytesAsync(Path.Combine(directory.FullName, file), TestContext.Current.CancellationToken);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{file} differs from the committed one.");
        }
    }

    [Fact]
    public async Task Truth_OfTheCommittedSamples_IsWhatTheModelIsEvaluatedWith()
    {
        var labels = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sample-campaigns.csv"), TestContext.Current.CancellationToken);

        Assert.Equal(LabelsOf(Committed), labels);
    }

    [Fact]
    public void Files_Committed_StaySmall() =>
        Assert.InRange(new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "samples")).EnumerateFiles().Sum(file => file.Length), 1, 500_000);

    private static string LabelsOf(SampleOptions options)
    {
        var shop = SampleGenerator.Generate(options);
        var rows = shop.Campaigns.Select(campaign => Row(campaign.CampaignId, shop.Truth.TargetOf(campaign.CampaignId)));
        return string.Concat(rows.Prepend("campaign_id,master_category,sub_category,article_type\n"));
    }

    private static string Row(string id, CampaignTarget target) =>
        $"{id},{target.MasterCategory},{target.SubCategory},{target.ArticleType}\n";
}
