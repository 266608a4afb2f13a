using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>
/// Binds the values of properties to a statement and reads them back, in the form that <see cref="CellCodec"/> gives
/// them, without a box or a string between.
/// </summary>
internal static class SqliteCell
{
    /// <summary>The method that binds a value of that type: (statement, index from 1, value).</summary>
    public static MethodInfo Binder(Type type) =>
        CellCodec.KindOf(type) == AttributeKind.Json
            ? typeof(SqliteCell).GetMethod(nameof(BindJson))!.MakeGenericMethod(type)
            : typeof(SqliteCell).GetMethod(nameof(Bind), [typeof(SqliteStatement), typeof(int), type])!;

    /// <summary>The method that reads a value of that type: (statement, column from 0).</summary>
    public static MethodInfo Reader(Type type) =>
        CellCodec.KindOf(type) == AttributeKind.Json
            ? typeof(SqliteCell).GetMethod(nameof(ReadJson))!.MakeGenericMethod(type)
            : typeof(SqliteCell).GetMethods().Single(method => method.Name.StartsWith("Read", StringComparison.Ordinal) && method.ReturnType == type);

    public static void Bind(SqliteStatement statement, int index, string? value)
    {
        if (value is null)
        {
            statement.BindNull(index);
            return;
        }

        statement.BindText(index, value);
    }

    public static void Bind(SqliteStatement statement, int index, int value) => statement.BindInteger(index, value);

    public static void Bind(SqliteStatement statement, int index, long value) => statement.BindInteger(index, value);

    public static void Bind(SqliteStatement statement, int index, double value) => statement.BindReal(index, value);

    public static void Bind(SqliteStatement statement, int index, bool value) => statement.BindInteger(index, value ? 1 : 0);

    public static void Bind(SqliteStatement statement, int index, decimal value) => BindFormatted(statement, index, value, default);

    public static void Bind(SqliteStatement statement, int index, DateOnly value) => BindFormatted(statement, index, value, "yyyy-MM-dd");

    public static void Bind(SqliteStatement statement, int index, TimeOnly value) => BindFormatted(statement, index, value, "HH:mm:ss.FFFFFFF");

    public static void Bind(SqliteStatement statement, int index, DateTimeOffset value)
    {
        if (statement.Room is { Length: >= MomentText.Length } room)
        {
            MomentText.Format(value, room);
            statement.BindRoom(index, MomentText.Length);
            return;
        }

        Span<byte> text = stackalloc byte[MomentText.Length];
        MomentText.Format(value, text);
        statement.BindText(index, text);
    }

    public static void Bind(SqliteStatement statement, int index, ReadOnlyMemory<float> value) =>
        statement.BindBytes(index, BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(value.Span) : (byte[])CellCodec.Encode(value)!);

    public static void BindJson<TValue>(SqliteStatement statement, int index, TValue value)
    {
        if (value is null)
        {
            statement.BindNull(index);
            return;
        }

        statement.BindText(index, JsonSerializer.SerializeToUtf8Bytes(value, CellCodec.Json));
    }

    public static string ReadText(SqliteStatement statement, int column) => statement.Text(column);

    public static int ReadInt32(SqliteStatement statement, int column) => checked((int)statement.Integer(column));

    public static long ReadInt64(SqliteStatement statement, int column) => statement.Integer(column);

    public static double ReadDouble(SqliteStatement statement, int column) => statement.Real(column);

    public static bool ReadBoolean(SqliteStatement statement, int column) => statement.Integer(column) != 0;

    public static decimal ReadDecimal(SqliteStatement statement, int column) => DecimalText.Parse(statement.Span(column));

    public static DateTimeOffset ReadMoment(SqliteStatement statement, int column) => MomentText.Parse(statement.Span(column));

    public static DateOnly ReadDate(SqliteStatement statement, int column) => CellCodec.DecodeDate(statement.Text(column));

    public static TimeOnly ReadTime(SqliteStatement statement, int column) => CellCodec.DecodeTime(statement.Text(column));

    public static ReadOnlyMemory<float> ReadVector(SqliteStatement statement, int column) => CellCodec.DecodeVector(statement.Bytes(column));

    public static TValue ReadJson<TValue>(SqliteStatement statement, int column) => JsonSerializer.Deserialize<TValue>(statement.Span(column), CellCodec.Json)!;

    private static void BindFormatted<TValue>(SqliteStatement statement, int index, TValue value, ReadOnlySpan<char> format)
        where TValue : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[64];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        var room = statement.Room;
        if (length <= room.Length)
        {
            text[..length].CopyTo(room);
            statement.BindRoom(index, length);
            return;
        }

        statement.BindText(index, text[..length]);
    }
}
