using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace TemporalServer.Http.Json;

/// <summary>Reads the text of a field's value: what a path, a query or a JSON string holds.</summary>
internal static class ScalarText
{
    /// <summary>The value in the type that the field's accessor takes.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the text is no such value.</exception>
    public static object Parse(FieldDescriptor field, string text, FieldPath path)
    {
        object? value = field.FieldType switch
        {
            FieldType.String => text,
            FieldType.Bytes => Base64(text),
            FieldType.Enum => EnumNames.Find(field.EnumType, text) is { } known ? Enum.ToObject(field.EnumType.ClrType, known.Number) : null,
            FieldType.Bool => bool.TryParse(text, out var flag) ? flag : null,
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Number<int>(text),
            FieldType.UInt32 or FieldType.Fixed32 => Number<uint>(text),
            FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Number<long>(text),
            FieldType.UInt64 or FieldType.Fixed64 => Number<ulong>(text),
            FieldType.Float => Number<float>(text),
            FieldType.Double => Number<double>(text),
            _ => null,
        };
        if (value is null)
        {
            path.Refuse($"\"{Excerpt.Of(text)}\" is no {NameOf(field)}");
        }

        return value;
    }

    /// <summary>What a field holds, in words for the caller.</summary>
    public static string NameOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Enum => $"{field.EnumType.Name}; it is one of {string.Join(", ", field.EnumType.Values.Take(12).Select(static value => value.Name))}",
        FieldType.Bytes => "base64 text",
        FieldType.Message => field.MessageType.Name,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };

    // A '+' whose sender forgot to encode it in a query arrives as a blank
    private static ByteString? Base64(string text)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').Replace(' ', '+').TrimEnd('=');
        var padded = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? ByteString.CopyFrom(bytes, 0, length) : null;
    }

    private static object? Number<T>(string text)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
