using System.Numerics;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data.Interop;

namespace DuckDB.NET.Data.Reading;

/// <content>Values of a type that the caller names, or of the column's own.</content>
internal sealed unsafe partial class VectorReader
{
    public Type ClrType => Type switch
    {
        ColumnType.Boolean => typeof(bool),
        ColumnType.TinyInt => typeof(sbyte),
        ColumnType.SmallInt => typeof(short),
        ColumnType.Integer => typeof(int),
        ColumnType.BigInt => typeof(long),
        ColumnType.UTinyInt => typeof(byte),
        ColumnType.USmallInt => typeof(ushort),
        ColumnType.UInteger => typeof(uint),
        ColumnType.UBigInt => typeof(ulong),
        ColumnType.Float => typeof(float),
        ColumnType.Double => typeof(double),
        ColumnType.Decimal => typeof(decimal),
        ColumnType.HugeInt => typeof(BigInteger),
        ColumnType.Date => typeof(DateOnly),
        ColumnType.Time => typeof(TimeOnly),
        ColumnType.Interval => typeof(TimeSpan),
        ColumnType.Uuid => typeof(Guid),
        ColumnType.Blob => typeof(byte[]),
        ColumnType.Varchar => typeof(string),
        ColumnType.List => typeof(List<>).MakeGenericType(Child!.ClrType),
        _ => typeof(DateTime),
    };

    /// <exception cref="InvalidCastException">It is null and <typeparamref name="T"/> cannot be, or it is of another type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(int row)
    {
        if (!IsNull(row))
        {
            return Present<T>(row);
        }

        return default(T) is null && typeof(T).IsValueType
            ? default!
            : throw new InvalidCastException($"Column {Name} is null in this row; ask IsDBNull first.");
    }

    public object Boxed(int row) => Type switch
    {
        ColumnType.Boolean => Boolean(row),
        ColumnType.TinyInt => (sbyte)Int64(row),
        ColumnType.SmallInt => (short)Int64(row),
        ColumnType.Integer => (int)Int64(row),
        ColumnType.BigInt => Int64(row),
        ColumnType.UTinyInt => (byte)Int64(row),
        ColumnType.USmallInt => (ushort)Int64(row),
        ColumnType.UInteger => (uint)Int64(row),
        ColumnType.UBigInt => At<ulong>(row),
        ColumnType.Float => At<float>(row),
        ColumnType.Double => Double(row),
        ColumnType.Decimal => Decimal(row),
        ColumnType.HugeInt => BigInteger(row),
        ColumnType.Date => Date(row),
        ColumnType.Time => Time(row),
        ColumnType.Interval => TimeSpan(row),
        ColumnType.Uuid => Guid(row),
        ColumnType.Blob => Bytes(row),
        ColumnType.Varchar => Text(row),
        ColumnType.List => BoxedList(row),
        _ => DateTime(row),
    };

    // The comparisons of types are decided when the method is compiled for T, so no value is boxed
    private T Present<T>(int row) =>
        typeof(T) == typeof(string) ? (T)(object)Text(row)
        : typeof(T) == typeof(long) || typeof(T) == typeof(long?) ? As<T, long>(Int64(row))
        : typeof(T) == typeof(int) || typeof(T) == typeof(int?) ? As<T, int>(checked((int)Int64(row)))
        : typeof(T) == typeof(double) || typeof(T) == typeof(double?) ? As<T, double>(Double(row))
        : typeof(T) == typeof(decimal) || typeof(T) == typeof(decimal?) ? As<T, decimal>(Decimal(row))
        : typeof(T) == typeof(bool) || typeof(T) == typeof(bool?) ? As<T, bool>(Boolean(row))
        : typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTime?) ? As<T, DateTime>(DateTime(row))
        : typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(DateTimeOffset?) ? As<T, DateTimeOffset>(DateTimeOffset(row))
        : Rare<T>(row);

    private T Rare<T>(int row) =>
        typeof(T) == typeof(DateOnly) || typeof(T) == typeof(DateOnly?) ? As<T, DateOnly>(Date(row))
        : typeof(T) == typeof(TimeOnly) || typeof(T) == typeof(TimeOnly?) ? As<T, TimeOnly>(Time(row))
        : typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(TimeSpan?) ? As<T, TimeSpan>(TimeSpan(row))
        : typeof(T) == typeof(Guid) || typeof(T) == typeof(Guid?) ? As<T, Guid>(Guid(row))
        : typeof(T) == typeof(float) || typeof(T) == typeof(float?) ? As<T, float>((float)Double(row))
        : typeof(T) == typeof(short) || typeof(T) == typeof(short?) ? As<T, short>(checked((short)Int64(row)))
        : typeof(T) == typeof(byte) || typeof(T) == typeof(byte?) ? As<T, byte>(checked((byte)Int64(row)))
        : typeof(T) == typeof(BigInteger) || typeof(T) == typeof(BigInteger?) ? As<T, BigInteger>(BigInteger(row))
        : typeof(T) == typeof(byte[]) ? (T)(object)Bytes(row)
        : typeof(T) == typeof(Stream) ? (T)(object)new MemoryStream(Bytes(row), writable: false)
        : typeof(T) == typeof(object) ? (T)Boxed(row)
        : Type == ColumnType.List && ListAs<T>(row) is { } list ? list
        : throw Mismatch<T>();

    private T? ListAs<T>(int row) =>
        typeof(T) == typeof(List<string>) ? (T)(object)List<string>(row)
        : typeof(T) == typeof(List<double>) ? (T)(object)List<double>(row)
        : typeof(T) == typeof(List<long>) ? (T)(object)List<long>(row)
        : typeof(T) == typeof(List<int>) ? (T)(object)List<int>(row)
        : typeof(T) == typeof(List<float>) ? (T)(object)List<float>(row)
        : typeof(T) == typeof(List<decimal>) ? (T)(object)List<decimal>(row)
        : typeof(T) == typeof(List<DateTime>) ? (T)(object)List<DateTime>(row)
        : default;

    private List<T> List<T>(int row)
    {
        var entry = At<ListEntry>(row);
        var list = new List<T>((int)entry.Length);
        for (var i = 0; i < (int)entry.Length; i++)
        {
            list.Add(Child!.Value<T>((int)entry.Offset + i));
        }

        return list;
    }

    private object BoxedList(int row)
    {
        var entry = At<ListEntry>(row);
        var list = (System.Collections.IList)Activator.CreateInstance(ClrType)!;
        for (var i = (int)entry.Offset; i < (int)(entry.Offset + entry.Length); i++)
        {
            list.Add(Child!.IsNull(i) && !Child.ClrType.IsValueType ? null : Child.Value<object>(i));
        }

        return list;
    }

    private static T As<T, TValue>(TValue value)
        where TValue : struct
    {
        if (typeof(T) == typeof(TValue))
        {
            return Unsafe.As<TValue, T>(ref value);
        }

        TValue? nullable = value;
        return Unsafe.As<TValue?, T>(ref nullable);
    }
}
