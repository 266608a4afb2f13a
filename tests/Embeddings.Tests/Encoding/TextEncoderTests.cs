using System.Numerics.Tensors;
using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Tests.Encoding;

public sealed class TextEncoderTests : IDisposable
{
    private readonly TinyEncoderFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Encode_TextsOfManyLengths_YieldsUnitVectorsInTheirOrder()
    {
        using var encoder = new TextEncoder(folder.Options);
        string[] texts = ["blue shirt", "shoe", "a much longer text about a cotton shirt in blue."];

        var vectors = encoder.Encode(texts);

        Assert.All(vectors, vector => Assert.Equal(384, vector.Length));
        Assert.All(vectors, vector => Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-5));
        Assert.Equal(encoder.Encode("shoe"), vectors[1]);
    }

    [Fact]
    public void Encode_AmongOtherTexts_YieldsTheSameBytesAsAlone()
    {
        using var encoder = new TextEncoder(folder.Options);
        var texts = Enumerable.Range(0, 200).Select(i => $"shirt {i * 7919} {(i % 3 == 0 ? "cotton cotton cotton" : "blue")}").ToArray();

        var together = encoder.Encode(texts);
        var reversed = encoder.Encode([.. texts.Reverse()]);

        Assert.Equal(together, reversed.Reverse());
        Assert.All(texts.Index(), text => Assert.Equal(encoder.Encode(text.Item), together[text.Index]));
    }

    [Fact]
    public void Encode_OnOneThreadAndOnMany_YieldsTheSameBytes()
    {
        using var one = new TextEncoder(folder.Options with { Threads = 1 });
        using var many = new TextEncoder(folder.Options with { Threads = 8 });
        var texts = Enumerable.Range(0, 100).Select(i => $"shoe {i}").ToArray();

        Assert.Equal(one.Encode(texts), many.Encode(texts));
    }

    [Fact]
    public async Task Encode_FromManyCallersAtOnce_YieldsTheSameBytes()
    {
        using var encoder = new TextEncoder(folder.Options);
        var texts = Enumerable.Range(0, 50).Select(i => $"shoe {i}").ToArray();
        var expected = encoder.Encode(texts);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => encoder.Encode(texts))));

        Assert.All(all, vectors => Assert.Equal(expected, vectors));
    }

    [Fact]
    public void Encode_LongerThanMaxTokens_DependsOnlyOnTheWordsThatFit()
    {
        using var encoder = new TextEncoder(folder.Options with { MaxTokens = 4 });

        Assert.Equal(encoder.Encode("blue shirt"), encoder.Encode("blue shirt cotton"));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_position_embeddings")]
    public void Encode_LongerThanTheModelTakes_DependsOnlyOnTheWordsThatFit(string limit)
    {
        folder.Write("config.json", $$"""{ "{{limit}}": 4 }""");
        using var encoder = new TextEncoder(folder.Options);

        Assert.Equal(encoder.Encode("blue shirt"), encoder.Encode("blue shirt cotton"));
    }

    [Fact]
    public void Encode_CasedModel_TellsCasesApart()
    {
        using var uncased = new TextEncoder(folder.Options);
        folder.Write("config.json", """{ "lower_case": false }""");
        using var cased = new TextEncoder(folder.Options);

        Assert.Equal(uncased.Encode("shirt"), uncased.Encode("SHIRT"));
        Assert.NotEqual(cased.Encode("shirt"), cased.Encode("SHIRT"));
    }

    [Fact]
    public void Encode_NoTexts_DoesNothing()
    {
        using var encoder = new TextEncoder(folder.Options);

        Assert.Empty(encoder.Encode([]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData(null)]
    public void Encode_BlankText_IsRefusedByItsPlace(string? blank)
    {
        using var encoder = new TextEncoder(folder.Options);

        var error = Assert.Throws<ArgumentException>(() => encoder.Encode(["shoe", blank!]));

        Assert.Contains("Text 1 of 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_DestinationOfAnotherSize_IsRefused()
    {
        using var encoder = new TextEncoder(folder.Options);

        Assert.Throws<ArgumentException>(() => encoder.Encode(["shoe"], new float[383]));
    }

    [Fact]
    public void Encode_Cancelled_Stops()
    {
        using var encoder = new TextEncoder(folder.Options);

        Assert.ThrowsAny<OperationCanceledException>(() => encoder.Encode(["shoe"], new CancellationToken(canceled: true)));
    }

    [Fact]
    public void ModelVersion_WeightsOrVocabularyChanged_IsAnother()
    {
        using var before = new TextEncoder(folder.Options);
        folder.WriteModel(TinyModel.Create(TinyEncoderFolder.VocabularySize, scale: 2));
        using var after = new TextEncoder(folder.Options);

        Assert.NotEqual(before.ModelVersion, after.ModelVersion);
    }

    [Fact]
    public void ModelVersion_NameInConfig_BeginsWithIt()
    {
        folder.Write("config.json", """{ "model_version": "retail-1", "max_position_embeddings": 64 }""");
        using var encoder = new TextEncoder(folder.Options);

        Assert.StartsWith("retail-1-", encoder.ModelVersion, StringComparison.Ordinal);
    }
}
