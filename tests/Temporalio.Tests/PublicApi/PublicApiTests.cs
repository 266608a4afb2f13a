using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.PublicApi;

/// <summary>
/// The stand-ins promise the genuine packages' names and signatures, so each change of what they offer shows in a file
/// (<c>PublicAPI.txt</c> beside the project) that somebody reviews.
/// </summary>
public sealed class PublicApiTests
{
    private const string Accept = "NOTIFY_ACCEPT_PUBLIC_API";

    // Generated from the protocol, in the genuine package as here
    private const string Generated = "Temporalio.Api";

    private static readonly string Library = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "..", "lib"));

    public static TheoryData<string> StandIns { get; } =
    [
        .. Directory.EnumerateDirectories(Library, "Temporalio*")
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name != Generated && File.Exists(Path.Combine(Library, name, $"{name}.csproj")))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(StandIns))]
    public async Task PublicApi_OfAStandIn_IsAsListed(string name)
    {
        var file = Path.Combine(Library, name, "PublicAPI.txt");
        var now = ApiListing.Of(Load(name));
        if (Environment.GetEnvironmentVariable(Accept) is { Length: > 0 })
        {
            await File.WriteAllLinesAsync(file, now, TestContext.Current.CancellationToken);
        }

        var listed = File.Exists(file) ? await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken) : [];

        var changes = listed.Except(now).Select(line => $"- {line}").Concat(now.Except(listed).Select(line => $"+ {line}")).ToList();
        Assert.True(
            changes.Count == 0,
            $"What lib/{name} offers differs from lib/{name}/PublicAPI.txt:\n{string.Join('\n', changes)}\n"
            + $"Compare with the genuine package's signatures; if the change is meant, run this test with {Accept}=1 and commit the file.");
    }

    private static Assembly Load(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            throw new InvalidOperationException($"lib/{name} is not among the references of this test project; add it, so that its public surface is watched.");
        }
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
