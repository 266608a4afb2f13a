namespace Notify.Architecture;

/// <summary>Who may import whom, downwards only.</summary>
public sealed class DependencyTests
{
    // From the top of the house to the bottom; a project may refer to those below it, and to the libraries named
    private static readonly Dictionary<string, string[]> MayReferTo = new(StringComparer.Ordinal)
    {
        ["Notify.Cli"] = ["Notify.Api", "Notify.Workers", "Notify.SampleData", "TemporalServer"],
        ["Notify.Api"] = ["Notify.Workflows"],
        ["Notify.Workers"] = ["Notify.Workflows", "Temporalio.Extensions.Hosting", "Temporalio.Extensions.OpenTelemetry"],
        ["Notify.Workflows"] = ["Notify.Activities"],
        ["Notify.Activities"] = ["Notify.Storage", "Notify.Embeddings", "Notify.Domain", "AWSSDK.Glue", "Temporalio", "DuckDB.NET.Data.Full"],
        ["Notify.Storage"] = ["Notify.Domain", "librdkafka.redist"],
        ["Notify.Embeddings"] = ["Notify.Domain", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.Tokenizers"],
        ["Notify.SampleData"] = [],
        ["Notify.Domain"] = [],
    };

    [Fact]
    public void SourceProjects_ReferOnlyDownwards()
    {
        var strays = Repository.Projects("src")
            .SelectMany(project => Repository.ReferencesOf(project).Select(reference => (Path.GetFileNameWithoutExtension(project), reference)))
            .Where(edge => !MayReferTo[edge.Item1].Contains(edge.reference));

        Assert.Empty(strays);
    }

    [Fact]
    public void Domain_UsesNoPackageButNodaTime()
    {
        var packages = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "src/Domain/Notify.Domain.csproj"))
            .Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

        Assert.Equal(["NodaTime"], packages);
    }

    [Fact]
    public void Libraries_KnowNothingOfTheProduct()
    {
        var strays = Repository.Projects("lib").SelectMany(Repository.ReferencesOf).Where(reference => reference.StartsWith("Notify.", StringComparison.Ordinal));

        Assert.Empty(strays);
    }

    [Fact]
    public void OnlyTheCommandLine_NamesTheEmbeddedServer()
    {
        var strays = Repository.Sources("src")
            .Where(file => !file.Contains("/src/Cli/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("TemporalServer", StringComparison.Ordinal));

        Assert.Empty(strays);
    }

    [Fact]
    public void Domain_ReadsNoClockAndNoRandomness()
    {
        string[] banned = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "new Random(", "Random.Shared", "TimeProvider.System"];

        var strays = Repository.Sources("src/Domain")
            .SelectMany(file => banned.Where(name => File.ReadAllText(file).Contains(name, StringComparison.Ordinal)).Select(name => $"{file}: {name}"));

        Assert.Empty(strays);
    }
}
