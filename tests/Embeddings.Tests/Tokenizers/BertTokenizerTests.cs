using Microsoft.ML.Tokenizers;

namespace Notify.Embeddings.Tests.Tokenizers;

public sealed class BertTokenizerTests
{
    private static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "##ffa", "##ble", "runn", "##ing", "want", "##want", "##ed",
        "wa", ",", ".", "!", "?", "$", "-", "'", "_", "t", "shirt", "shirts", "ah", "中", "国", "cafe", "50", "##0", "%", "😀", "[", "]", "sep",
    ];

    private static readonly BertTokenizer Tokenizer = Create();

    [Theory]
    [InlineData("UNwanted running", "un ##want ##ed runn ##ing")]
    [InlineData("unwanted, RUNNING!", "un ##want ##ed , runn ##ing !")]
    [InlineData("unaffable", "un ##aff ##able")]
    [InlineData("shirts shirt", "shirts shirt")]
    [InlineData("t-shirt", "t - shirt")]
    [InlineData("ah!!", "ah ! !")]
    [InlineData("want$50", "want $ 50")]
    [InlineData("t_shirt", "t _ shirt")]
    [InlineData("500%", "50 ##0 %")]
    [InlineData("unwantedX running", "[UNK] runn ##ing")]
    [InlineData("  \tshirt\n shirt  ", "shirt shirt")]
    [InlineData("shirt\u00A0shirt\u3000shirt", "shirt shirt shirt")]
    [InlineData("sh\u0000i\u200Drt\uFFFD", "shirt")]
    [InlineData("ah中国ah", "ah 中 国 ah")]
    [InlineData("ah 😀", "ah 😀")]
    [InlineData("ah \uD83D", "ah")]
    [InlineData("", "")]
    [InlineData(" \r\n", "")]
    public void EncodeToIds_Text_IsCutIntoTheLongestPieces(string text, string expected) =>
        Assert.Equal(expected, Spell(Tokenizer.EncodeToIds(text, addSpecialTokens: false)));

    [Fact]
    public void EncodeToIds_ByDefault_AddsClassificationAndSeparator() =>
        Assert.Equal("[CLS] shirt [SEP]", Spell(Tokenizer.EncodeToIds("shirt")));

    [Theory]
    [InlineData(5, "[CLS] shirt t un [SEP]")]
    [InlineData(4, "[CLS] shirt t [SEP]")]
    [InlineData(7, "[CLS] shirt t un ##want ##ed [SEP]")]
    [InlineData(6, "[CLS] shirt t [SEP]")]
    public void EncodeToIds_Bounded_KeepsWholeWords(int bound, string expected)
    {
        var text = bound == 5 ? "shirt t un" : "shirt t unwanted";

        Assert.Equal(expected, Spell(Tokenizer.EncodeToIds(text, bound, out var normalized, out var consumed)));
        Assert.Equal(text, normalized);
        Assert.Equal(bound is 5 or 7 ? text.Length : "shirt t".Length, consumed);
    }

    [Fact]
    public void EncodeToIds_WordOfMoreThan100Characters_IsUnknown()
    {
        var longest = "un" + string.Concat(Enumerable.Repeat("able", 24)) + "ed";

        Assert.Equal(26, Tokenizer.EncodeToIds(longest, addSpecialTokens: false).Count);
        Assert.Equal("[UNK]", Spell(Tokenizer.EncodeToIds(longest + "s", addSpecialTokens: false)));
    }

    [Fact]
    public void EncodeToIds_SpecialTokenInText_IsRecognisedOnlyWhenAsked()
    {
        var literal = Create(new BertOptions { SplitOnSpecialTokens = false });

        Assert.Equal("shirt [SEP] shirt", Spell(Tokenizer.EncodeToIds("shirt [SEP]shirt", addSpecialTokens: false)));
        Assert.Equal("shirt [ sep ] shirt", Spell(literal.EncodeToIds("shirt [SEP]shirt", addSpecialTokens: false)));
    }

    [Fact]
    public void EncodeToIds_CasedVocabulary_KeepsCase()
    {
        var cased = Create(new BertOptions { LowerCaseBeforeTokenization = false });

        Assert.Equal("[UNK] shirt", Spell(cased.EncodeToIds("Shirt shirt", addSpecialTokens: false)));
    }

    [Fact]
    public void Create_VocabularyWithWindowsLineEnds_IsReadAlike()
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join("\r\n", Vocabulary)));

        Assert.Equal("t - shirt", Spell(BertTokenizer.Create(stream).EncodeToIds("t-shirt", addSpecialTokens: false)));
    }

    [Fact]
    public void Create_SpecialTokenMissing_NamesIt()
    {
        using var stream = new MemoryStream("shirt\n"u8.ToArray());

        Assert.Contains("[SEP]", Assert.Throws<ArgumentException>(() => BertTokenizer.Create(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SpecialTokenIds_AreLinesOfTheVocabulary()
    {
        Assert.Equal(0, Tokenizer.PaddingTokenId);
        Assert.Equal(1, Tokenizer.UnknownTokenId);
        Assert.Equal(2, Tokenizer.ClassificationTokenId);
        Assert.Equal(3, Tokenizer.SeparatorTokenId);
        Assert.Equal(4, Tokenizer.MaskingTokenId);
    }

    private static BertTokenizer Create(BertOptions? options = null)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Vocabulary)));
        return BertTokenizer.Create(stream, options);
    }

    private static string Spell(IEnumerable<int> ids) => string.Join(' ', ids.Select(id => Vocabulary[id]));
}
