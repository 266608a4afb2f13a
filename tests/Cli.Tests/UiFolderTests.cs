using Notify.Cli.Host;

namespace Notify.Cli.Tests;

/// <summary>Where Temporal's web UI is looked for.</summary>
public sealed class UiFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Program => folder.At(Path.Combine("artifacts", "bin", "Notify.Cli", "release"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Find_InACheckout_IsWhereSetUpBuildsIt() =>
        Assert.Equal(folder.At(Path.Combine("artifacts", "ui")), UiFolder.Find(Program));

    [Fact]
    public void Find_BesideTheProgram_ComesFirst()
    {
        var beside = Directory.CreateDirectory(Path.Combine(Program, "ui")).FullName;

        Assert.Equal(beside, UiFolder.Find(Program));
    }
}
