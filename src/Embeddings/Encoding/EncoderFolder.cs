using System.Security.Cryptography;
using System.Text.Json;

namespace Notify.Embeddings.Encoding;

/// <summary>The files of an encoder, as MiniLM-shaped models are published.</summary>
internal sealed class EncoderFolder
{
    private EncoderFolder(string folder)
    {
        ModelPath = Required(folder, "model.onnx");
        VocabularyPath = Required(folder, "vocab.txt");
        var config = Json(folder, "config.json");
        var tokenizer = Json(folder, "tokenizer_config.json");
        LowerCase = Flag(tokenizer, "do_lower_case") ?? Flag(config, "lower_case") ?? true;
        TokenLimit = Number(config, "max_tokens") ?? Number(config, "max_position_embeddings") ?? 512;
        var name = Text(config, "model_version") ?? Text(config, "_name_or_path") ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var hash = ContentHash();
        Version = name.EndsWith(hash, StringComparison.Ordinal) ? name : $"{Path.GetFileName(name)}-{hash}";
    }

    public string ModelPath { get; }

    public string VocabularyPath { get; }

    /// <summary>Whether the vocabulary is uncased.</summary>
    public bool LowerCase { get; }

    /// <summary>Longest sequence the model was made for.</summary>
    public int TokenLimit { get; }

    /// <summary>Name and hash of weights and vocabulary, so that a changed file is a changed version.</summary>
    public string Version { get; }

    /// <exception cref="EncoderModelException">A file is missing or not what it should be.</exception>
    public static EncoderFolder Open(string folder) => Directory.Exists(folder)
        ? new EncoderFolder(folder)
        : throw new EncoderModelException($"The encoder folder '{folder}' does not exist; set EncoderOptions.ModelFolder to a folder with model.onnx and vocab.txt.");

    private static string Required(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? path
            : throw new EncoderModelException($"The encoder folder '{folder}' has no {file}; a MiniLM-shaped model has model.onnx and vocab.txt.");
    }

    private static JsonElement? Json(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new EncoderModelException($"'{path}' is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw new EncoderModelException($"'{path}' is not valid JSON: {error.Message}", error);
        }
    }

    private static bool? Flag(JsonElement? json, string name) =>
        json is { } root && root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static int? Number(JsonElement? json, string name) =>
        json is { } root && root.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    private static string? Text(JsonElement? json, string name) =>
        json is { } root && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var path in new[] { ModelPath, VocabularyPath })
        {
            using var file = File.OpenRead(path);
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
