using Notify.Cli.Cluster;
using Notify.Cli.Host;
using Notify.Cli.Places;
using Notify.Workers.Encryption;

namespace Notify.Cli.Tests;

/// <summary>A command without a host does as the host of the home folder would, or says why it cannot.</summary>
public sealed class HomeRecordTests : IDisposable
{
    private static readonly EncryptionKeys K1 = EncryptionKeys.Parse($"k1:{Convert.ToBase64String(new byte[32])}", "the test");
    private static readonly EncryptionKeys K2 = EncryptionKeys.Parse($"k2:{Convert.ToBase64String(new byte[32])}", "the test");
    private static readonly ClusterSettings Cluster = new() { Address = "a:1", Namespace = "shop" };

    private static readonly StoragePlaces Cloud = new()
    {
        Tables = new TablesPlace("eu-central-1", null, ""),
        Objects = new ObjectsPlace("my-shop", "notify", "eu-central-1", null),
        Streams = new StreamsPlace("a:9092"),
    };

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

    [Fact]
    public void Storage_Remembered_NeedsNotBeGivenAgain()
    {
        Remember(Pipeline() with { Storage = Cloud });

        Assert.Equal(Cloud, Complete(Pipeline()).Storage);
        Assert.Equal(Cloud, Complete(Pipeline() with { Work = HostWork.None }).Storage);
        Assert.Equal(Cloud, Complete(Up() with { Storage = new() { Streams = Cloud.Streams } }).Storage);
    }

    [Fact]
    public void Storage_OtherThanRemembered_IsForUpAlone()
    {
        Remember(Up() with { Storage = Cloud });
        var other = new StoragePlaces { Tables = new TablesPlace("us-east-1", null, "other_") };

        Assert.Contains("--tables names DynamoDB us-east-1, tables other_…, but the tables of the shop in", Refused(Pipeline() with { Storage = other }), StringComparison.Ordinal);
        Remember(Up() with { Storage = other });
        Assert.Equal(Cloud with { Tables = other.Tables }, Complete(Pipeline()).Storage);
    }

    [Theory]
    [InlineData("tables.db", "--tables names DynamoDB eu-central-1, but the tables")]
    [InlineData("objects", "--objects names s3://my-shop/notify, but the objects")]
    [InlineData("journal.db", "--streams names kafka://a:9092, but the streams")]
    public void Storage_ForAHomeWithItsOwn_IsRefusedToAll(string own, string reason)
    {
        File.WriteAllText(folder.At(own), "");

        Assert.Contains(reason, Refused(Pipeline() with { Storage = Cloud }), StringComparison.Ordinal);
        Assert.Contains(reason, Refused(Up() with { Storage = Cloud }), StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_OfTheFolderItself_IsNotWritten()
    {
        Remember(Up() with { TimeZone = "UTC" });

        Assert.Null(HomeRecord.Read(folder.Path).Storage);
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
