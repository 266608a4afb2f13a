using Notify.Cli.Cluster;
using Notify.Cli.Host;
using Notify.Workers.Encryption;

namespace Notify.Cli.Tests;

/// <summary>A command without a host does as the host of the home folder would, or says why it cannot.</summary>
public sealed class HomeRecordTests : IDisposable
{
    private static readonly EncryptionKeys K1 = EncryptionKeys.Parse($"k1:{Convert.ToBase64String(new byte[32])}", "the test");
    private static readonly EncryptionKeys K2 = EncryptionKeys.Parse($"k2:{Convert.ToBase64String(new byte[32])}", "the test");
    private static readonly ClusterSettings Cluster = new() { Address = "a:1", Namespace = "shop" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Record_OfANewHome_AddsNothing() => Assert.Null(Complete(Pipeline()).TimeZone);

    [Fact]
    public void TimeZone_OfUp_IsThatOfLaterCommands()
    {
        Remember(Up() with { TimeZone = "Europe/Berlin" });

        Assert.Equal("Europe/Berlin", Complete(Pipeline()).TimeZone);
        Assert.Equal("Europe/Berlin", Complete(Pipeline() with { Work = HostWork.None }).TimeZone);
        Assert.Equal("Europe/Berlin", Complete(Up()).TimeZone);
    }

    [Fact]
    public void TimeZone_OtherThanRemembered_IsRefusedButToUp()
    {
        Remember(Up() with { TimeZone = "Europe/Berlin" });

        var fault = Assert.Throws<CommandFailedException>(() => Complete(Pipeline() with { TimeZone = "Asia/Tokyo" }));

        Assert.Contains("--time-zone is 'Asia/Tokyo', but the shop in", fault.Message, StringComparison.Ordinal);
        Assert.Contains("plans in 'Europe/Berlin'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("notify up --time-zone Asia/Tokyo", fault.Message, StringComparison.Ordinal);
        Remember(Up() with { TimeZone = "Asia/Tokyo" });
        Assert.Equal("Asia/Tokyo", Complete(Pipeline()).TimeZone);
    }

    [Fact]
    public void Looking_WithAZone_RemembersNothing()
    {
        Remember(Pipeline() with { Work = HostWork.None, TimeZone = "Asia/Tokyo" });

        Assert.Null(Complete(Pipeline()).TimeZone);
    }

    [Fact]
    public void Cluster_Remembered_HasToBeGivenAgain()
    {
        Remember(Up() with { Cluster = Cluster });

        Assert.Contains("run on the Temporal cluster a:1/shop", Refused(Pipeline()), StringComparison.Ordinal);
        Assert.Contains("run on the Temporal cluster a:1/shop", Refused(Up()), StringComparison.Ordinal);
        Assert.Contains("--temporal names a:1/other", Refused(Pipeline() with { Cluster = Cluster with { Namespace = "other" } }), StringComparison.Ordinal);
        Assert.Equal(Cluster, Complete(Pipeline() with { Cluster = Cluster }).Cluster);
    }

    [Fact]
    public void Cluster_ForAHomeOfTheEmbeddedServer_IsForUpAlone()
    {
        File.WriteAllText(folder.At("temporal.db"), "");

        Assert.Contains("run on its embedded server", Refused(Pipeline() with { Cluster = Cluster }), StringComparison.Ordinal);
        Assert.Equal(Cluster, Complete(Up() with { Cluster = Cluster }).Cluster);
    }

    [Fact]
    public void EncryptionKey_Remembered_HasToBeAmongThoseGiven()
    {
        Remember(Up() with { Encryption = K1 });

        Assert.Contains("encrypted with key 'k1', which was not given", Refused(Pipeline()), StringComparison.Ordinal);
        Assert.Contains("encrypted with key 'k1', which was not given", Refused(Up() with { Encryption = K2 }), StringComparison.Ordinal);
        Assert.Equal(K1, Complete(Pipeline() with { Encryption = K1 }).Encryption);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"TimeZone":"Mars/Olympus"}""")]
    public void Record_Damaged_IsNamed(string text)
    {
        File.WriteAllText(folder.At("shop.json"), text);

        var fault = Assert.Throws<CommandFailedException>(() => HomeRecord.Read(folder.Path));

        Assert.Contains($"{folder.At("shop.json")} is damaged", fault.Message, StringComparison.Ordinal);
    }

    private HostSettings Up() => new() { Home = folder.Path, Work = HostWork.Everything };

    private HostSettings Pipeline() => new() { Home = folder.Path, Work = HostWork.Pipelines };

    private HostSettings Complete(HostSettings settings) => HomeRecord.Read(folder.Path).Complete(settings);

    private void Remember(HostSettings settings) => HomeRecord.Read(folder.Path).Remember(Complete(settings));

    private string Refused(HostSettings settings) => Assert.Throws<CommandFailedException>(() => Complete(settings)).Message;
}
