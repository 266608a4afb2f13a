using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Tests.Encoding;

public sealed class TextTokenizerTests
{
    private const string Vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ncafe\nangstrom\nπλεον\nか\nsep\n[\n]";

    [Theory]
    [InlineData("Café", "cafe")]
    [InlineData("CAFE\u0301", "cafe")]
    [InlineData("Ångström", "angstrom")]
    [InlineData("ΠΛΈΟΝ", "πλεον")]
    [InlineData("が", "か")]
    public void Encode_AccentedText_IsReadWithoutAccents(string accented, string plain)
    {
        var tokenizer = Create(lowerCase: true);

        Assert.Equal(tokenizer.Encode(plain), tokenizer.Encode(accented));
        Assert.DoesNotContain(1, tokenizer.Encode(accented));
    }

    [Fact]
    public void Encode_CasedModel_KeepsAccents() => Assert.Equal([2, 1, 3], Create(lowerCase: false).Encode("café"));

    [Fact]
    public void Encode_SpecialTokenInAProductName_IsText() => Assert.Equal([2, 10, 9, 11, 3], Create(lowerCase: true).Encode("[SEP]"));

    [Fact]
    public void Encode_AnyCharactersAtAll_StaysWithinTheBound()
    {
        var tokenizer = Create(lowerCase: true);
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var text = new string([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => (char)random.Next(0, 0x10000))]);

            var ids = tokenizer.Encode(text);

            Assert.InRange(ids.Count, 2, 16);
            Assert.Equal(2, ids[0]);
            Assert.Equal(3, ids[^1]);
        }
    }

    private static TextTokenizer Create(bool lowerCase)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Vocabulary));
        return new TextTokenizer(stream, lowerCase, maxTokens: 16);
    }
}
