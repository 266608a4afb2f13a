using System.Runtime.InteropServices;

namespace DuckDB.NET.Data.Interop;

/// <summary>The C API's types of columns.</summary>
internal enum ColumnType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    Time = 14,
    Interval = 15,
    HugeInt = 16,
    Varchar = 17,
    Blob = 18,
    Decimal = 19,
    TimestampSeconds = 20,
    TimestampMilliseconds = 21,
    TimestampNanoseconds = 22,
    Enum = 23,
    List = 24,
    Struct = 25,
    Map = 26,
    Uuid = 27,
    Union = 28,
    Bit = 29,
    TimeTz = 30,
    TimestampTz = 31,
    UHugeInt = 32,
    Array = 33,
}

/// <summary>duckdb_result: passed by value to the function that fetches.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct QueryResult
{
    private readonly ulong columnCount;
    private readonly ulong rowCount;
    private readonly ulong rowsChanged;
    private readonly void* columns;
    private readonly void* message;
    private readonly void* data;
}

/// <summary>duckdb_string_t: up to twelve bytes in place, more elsewhere.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeString
{
    public const int MostInPlace = 12;

    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public fixed byte InPlace[MostInPlace];

    [FieldOffset(8)]
    public byte* Elsewhere;

    public static ReadOnlySpan<byte> Bytes(NativeString* text) =>
        new(text->Length <= MostInPlace ? text->InPlace : text->Elsewhere, checked((int)text->Length));
}

/// <summary>duckdb_list_entry: a row's slice of the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ListEntry
{
    public ulong Offset;
    public ulong Length;
}

/// <summary>duckdb_interval.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeInterval
{
    public int Months;
    public int Days;
    public long Microseconds;
}

/// <summary>duckdb_decimal.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    public byte Width;
    public byte Scale;
    public ulong Lower;
    public long Upper;
}

/// <summary>duckdb_blob.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBlob
{
    public void* Data;
    public ulong Size;
}
