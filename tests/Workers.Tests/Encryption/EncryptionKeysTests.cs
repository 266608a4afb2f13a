using Notify.Workers.Encryption;

namespace Notify.Workers.Tests.Encryption;

/// <summary>Keys as operators write them.</summary>
public sealed class EncryptionKeysTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void Parse_OfOneKey_TakesItAsTheActiveOne() => Assert.Equal("k1", EncryptionKeys.Parse($"k1:{Key}", "the test").ActiveId);

    [Theory]
    [InlineData("active=k2,k1:KEY,k2:KEY")]
    [InlineData(" k1:KEY , k2:KEY ,, active=k2 ")]
    [InlineData("# keys of the shop\nk1:KEY\r\n\n  # the new one\nk2:KEY\nactive=k2\n")]
    public void Parse_OfSeveralKeys_TakesTheOneNamed(string text)
    {
        var keys = EncryptionKeys.Parse(text.Replace("KEY", Key, StringComparison.Ordinal), "the test");

        Assert.Equal("k2", keys.ActiveId);
        Assert.Equal(["k1", "k2"], keys.Ids.Order());
    }

    [Theory]
    [InlineData("", "the test holds no key")]
    [InlineData("active=k1", "the test holds no key")]
    [InlineData("k1:KEY,k2:KEY", "holds 2 keys; say which one encrypts with an entry active=ID (one of k1, k2)")]
    [InlineData("k1:KEY,active=k9", "names 'k9' as the active key")]
    [InlineData("k1:KEY,k1:KEY,active=k1", "two keys 'k1'")]
    [InlineData("k1:c2hvcnQ=", "Key 'k1' in the test is not the base64 of 32 bytes. Make one with: openssl rand -base64 32")]
    [InlineData("k1:no base64", "Key 'k1' in the test is not the base64")]
    [InlineData("k1:KEYKEY", "Key 'k1' in the test is not the base64")]
    [InlineData("k1:KEY,KEY", "Entry 2 of the test is not of the form id:base64")]
    [InlineData("k 1:KEY", "Entry 1 of the test is not of the form id:base64")]
    public void Parse_OfWhatIsNoKeySet_SaysWhyWithoutShowingKeys(string text, string reason)
    {
        var fault = Assert.Throws<EncryptionKeysException>(() => EncryptionKeys.Parse(text.Replace("KEY", Key, StringComparison.Ordinal), "the test"));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.Message, StringComparison.Ordinal);
    }
}
