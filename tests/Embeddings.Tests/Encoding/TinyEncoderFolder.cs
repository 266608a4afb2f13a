using Notify.Embeddings.Encoding;

namespace Notify.Embeddings.Tests.Encoding;

/// <summary>A model folder on disk with a random encoder, deleted afterwards.</summary>
public sealed class TinyEncoderFolder : IDisposable
{
    private static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "blue", "shirt", "shoe", "cotton", "##s", ".",
        .. "abcdefghijklmnopqrstuvwxyz0123456789".Select(letter => letter.ToString()),
        .. "abcdefghijklmnopqrtuvwxyz0123456789".Select(letter => $"##{letter}"),
    ];

    public TinyEncoderFolder()
    {
        Folder = Directory.CreateTempSubdirectory("tiny-encoder-").FullName;
        File.WriteAllLines(Path.Combine(Folder, "vocab.txt"), Vocabulary);
        WriteModel(TinyModel.Create(Vocabulary.Length));
    }

    public static int VocabularySize => Vocabulary.Length;

    public string Folder { get; }

    public EncoderOptions Options => new() { ModelFolder = Folder };

    public void WriteModel(byte[] model) => File.WriteAllBytes(Path.Combine(Folder, "model.onnx"), model);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public void Remove(string file) => File.Delete(Path.Combine(Folder, file));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
