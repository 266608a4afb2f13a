using Notify.Domain.Time;

namespace Notify.Domain.Tests.Time;

public sealed class ZoneResolverTests
{
    [Theory]
    [InlineData("Asia/Kolkata", "Europe/Berlin", "Asia/Kolkata", "user")]
    [InlineData(" Asia/Kolkata ", null, "Asia/Kolkata", "user")]
    [InlineData(null, "Europe/Berlin", "Europe/Berlin", "shop_default")]
    [InlineData("  ", "Europe/Berlin", "Europe/Berlin", "shop_default")]
    [InlineData(null, null, "", "unknown")]
    [InlineData(null, "No/Where", "", "unknown")]
    [InlineData("Mars/Olympus", "Europe/Berlin", "", "unknown")]
    [InlineData("europe/berlin", "Europe/Berlin", "", "unknown")]
    [InlineData("UTC+05:30", "Europe/Berlin", "", "unknown")]
    public void Resolve_UserAndDefault_ZoneAndWhereItCameFrom(string? user, string? shop, string name, string source)
    {
        var zone = ZoneResolver.Resolve(user, shop);

        Assert.Equal((name, source, name.Length > 0), (zone.Name, zone.Source, zone.IsKnown));
    }

    [Fact]
    public void Resolve_UnknownName_DetailNamesIt() =>
        Assert.Contains("Mars/Olympus", ZoneResolver.Resolve("Mars/Olympus", null).Detail, StringComparison.Ordinal);
}
