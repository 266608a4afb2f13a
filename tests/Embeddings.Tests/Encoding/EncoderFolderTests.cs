using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Tests.Encoding;

public sealed class EncoderFolderTests : IDisposable
{
    private readonly TinyEncoderFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("vocab.txt")]
    public void Open_FileMissing_NamesIt(string file)
    {
        folder.Remove(file);

        Assert.Contains(file, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderMissing_NamesFolderAndOption()
    {
        var error = Assert.Throws<EncoderModelException>(() => new TextEncoder(new EncoderOptions { ModelFolder = "no-such-folder" }));

        Assert.Contains("no-such-folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("ModelFolder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ModelIsNoOnnx_SaysSo()
    {
        folder.WriteModel([1, 2, 3, 4]);

        Assert.Contains("cannot be loaded", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ModelOfOtherDimensions_NamesTheShapes()
    {
        folder.WriteModel(TinyModel.Create(TinyEncoderFolder.VocabularySize, dimensions: 100));

        Assert.Contains("[1, 2, 100]", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ModelWithUnknownInput_NamesIt()
    {
        folder.WriteModel(TinyModel.Create(TinyEncoderFolder.VocabularySize, inputs: ["input_ids", "pixels"]));

        Assert.Contains("pixels", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ModelWithoutTokenTypes_Encodes()
    {
        folder.WriteModel(TinyModel.Create(TinyEncoderFolder.VocabularySize, inputs: ["input_ids", "attention_mask"]));
        using var encoder = new TextEncoder(folder.Options);

        Assert.Equal(384, encoder.Encode("shoe").Length);
    }

    [Fact]
    public void Open_WeightsAllZero_IsRefused()
    {
        folder.WriteModel(TinyModel.Create(TinyEncoderFolder.VocabularySize, scale: 0));

        Assert.Contains("norm 0", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_VocabularyLargerThanTheModel_RefusesTheTextThatShowsIt()
    {
        folder.WriteModel(TinyModel.Create(8));
        using var encoder = new TextEncoder(folder.Options);

        Assert.Throws<EncoderModelException>(() => encoder.Encode("zebra"));
    }

    [Fact]
    public void Open_VocabularyWithoutSpecialTokens_NamesTheToken()
    {
        folder.Write("vocab.txt", "blue\nshirt\n");

        Assert.Contains("[SEP]", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public void Open_ConfigIsNoJsonObject_NamesTheFile(string config)
    {
        folder.Write("config.json", config);

        Assert.Contains("config.json", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 128)]
    [InlineData(0, 2)]
    [InlineData(0, 513)]
    public void Options_OutOfBounds_AreRefused(int threads, int maxTokens) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextEncoder(folder.Options with { Threads = threads, MaxTokens = maxTokens }));

    private string Refusal() => Assert.Throws<EncoderModelException>(() => new TextEncoder(folder.Options)).Message;
}
