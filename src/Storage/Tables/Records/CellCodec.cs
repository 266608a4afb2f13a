using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notify.Storage.Tables.Records;

/// <summary>Turns the values of properties into cells and back, exactly.</summary>
internal static class CellCodec
{
    /// <summary>How lists and records are written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<Type, AttributeKind> Kinds = new()
    {
        [typeof(string)] = AttributeKind.Text,
        [typeof(DateTimeOffset)] = AttributeKind.Text,
        [typeof(DateOnly)] = AttributeKind.Text,
        [typeof(TimeOnly)] = AttributeKind.Text,
        [typeof(int)] = AttributeKind.Integer,
        [typeof(long)] = AttributeKind.Integer,
        [typeof(double)] = AttributeKind.Real,
        [typeof(decimal)] = AttributeKind.Decimal,
        [typeof(bool)] = AttributeKind.Boolean,
        [typeof(ReadOnlyMemory<float>)] = AttributeKind.Bytes,
    };

    public static AttributeKind KindOf(Type type) => Kinds.GetValueOrDefault(type, AttributeKind.Json);

    /// <summary>The method that makes a cell (object) of a value of that type.</summary>
    public static MethodInfo Encoder(Type type) => Kinds.ContainsKey(type)
        ? typeof(CellCodec).GetMethod(nameof(Encode), [type])!
        : typeof(CellCodec).GetMethod(nameof(EncodeJson))!.MakeGenericMethod(type);

    /// <summary>The method that makes a value of that type of a cell (object).</summary>
    public static MethodInfo Decoder(Type type) => Kinds.ContainsKey(type)
        ? typeof(CellCodec).GetMethods().Single(method => method.Name.StartsWith("Decode", StringComparison.Ordinal) && method.ReturnType == type)
        : typeof(CellCodec).GetMethod(nameof(DecodeJson))!.MakeGenericMethod(type);

    public static object? Encode(string? value) => value;

    public static object? Encode(int value) => (long)value;

    public static object? Encode(long value) => value;

    public static object? Encode(double value) => value;

    public static object? Encode(bool value) => value;

    // One text for one amount: stores that keep numbers drop the zeros at the end of 1.50 anyway
    public static object? Encode(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) && text[^1] == '0' ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    public static object? Encode(DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[MomentText.Length];
        MomentText.Format(value, text);
        return Encoding.ASCII.GetString(text);
    }

    public static object? Encode(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static object? Encode(TimeOnly value) => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    public static object? Encode(ReadOnlyMemory<float> value)
    {
        var bytes = new byte[value.Length * sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(value.Span).CopyTo(bytes);
            return bytes;
        }

        for (var i = 0; i < value.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), value.Span[i]);
        }

        return bytes;
    }

    public static object? EncodeJson<TValue>(TValue value) => value is null ? null : JsonSerializer.Serialize(value, Json);

    public static string DecodeText(object cell) => (string)cell;

    public static int DecodeInt32(object cell) => checked((int)(long)cell);

    public static long DecodeInt64(object cell) => (long)cell;

    public static double DecodeDouble(object cell) => (double)cell;

    public static bool DecodeBoolean(object cell) => (bool)cell;

    public static decimal DecodeDecimal(object cell) => decimal.Parse((string)cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    public static DateTimeOffset DecodeMoment(object cell) =>
        DateTimeOffset.Parse((string)cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static DateOnly DecodeDate(object cell) => DateOnly.ParseExact((string)cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeOnly DecodeTime(object cell) => TimeOnly.Parse((string)cell, CultureInfo.InvariantCulture);

    public static ReadOnlyMemory<float> DecodeVector(object cell)
    {
        var bytes = (byte[])cell;
        if (bytes.Length % sizeof(float) != 0)
        {
            throw new FormatException($"{bytes.Length} bytes are not a whole number of float32.");
        }

        var vector = new float[bytes.Length / sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(vector.AsSpan()));
            return vector;
        }

        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return vector;
    }

    public static TValue DecodeJson<TValue>(object cell) => JsonSerializer.Deserialize<TValue>((string)cell, Json)!;
}
