using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Notify.Embeddings.Encoding;

/// <summary>Hash of everything a vector was made from; an equal hash means there is nothing to recompute.</summary>
public static class SourceHash
{
    /// <summary>For a product or campaign: its text (<see cref="EmbeddingTexts"/>) and the model that encodes it.</summary>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string OfText(string text, string modelVersion) => Of(["text", modelVersion, text]);

    /// <summary>Hash of parts in their order; where one part ends and the next begins matters.</summary>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string Of(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
