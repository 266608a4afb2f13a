using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using DuckDB.NET.Data.Interop;

namespace DuckDB.NET.Data.Reading;

/// <summary>Reads a column of a chunk in place, without boxing.</summary>
internal sealed unsafe partial class VectorReader
{
    private readonly ColumnType storage;
    private readonly byte scale;
    private readonly byte width;
    private void* data;
    private ulong* validity;

    /// <param name="name">For messages.</param>
    /// <param name="logicalType">Stays its caller's.</param>
    /// <exception cref="NotSupportedException">A type that has no .NET counterpart here.</exception>
    public VectorReader(string name, void* logicalType)
    {
        Name = name;
        Type = NativeMethods.Types.Id(logicalType);
        storage = Type;
        switch (Type)
        {
            case ColumnType.Decimal:
                storage = NativeMethods.Types.DecimalStorage(logicalType);
                scale = NativeMethods.Types.DecimalScale(logicalType);
                width = NativeMethods.Types.DecimalWidth(logicalType);
                break;
            case ColumnType.List:
                var child = NativeMethods.Types.ListChild(logicalType);
                Child = new VectorReader(name, child);
                NativeMethods.Types.Destroy(&child);
                break;
            case ColumnType.Enum or ColumnType.Struct or ColumnType.Map or ColumnType.Union or ColumnType.Bit or ColumnType.TimeTz or ColumnType.Array or ColumnType.UHugeInt:
                throw new NotSupportedException($"Column {name} is of type {Type}, which cannot be read here; cast it to VARCHAR or to JSON in the query.");
            default:
                break;
        }
    }

    public string Name { get; }

    public ColumnType Type { get; }

    private VectorReader? Child { get; }

    /// <summary>Looks at another chunk's vector.</summary>
    public void Attach(void* vector)
    {
        data = NativeMethods.Vectors.Data(vector);
        validity = NativeMethods.Vectors.Validity(vector);
        Child?.Attach(NativeMethods.Vectors.ListChild(vector));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => validity != null && ((validity[row >> 6] >> (row & 63)) & 1) == 0;

    public bool Boolean(int row) => Type == ColumnType.Boolean ? At<byte>(row) != 0 : throw Mismatch<bool>();

    public long Int64(int row) => Type switch
    {
        ColumnType.BigInt => At<long>(row),
        ColumnType.Integer => At<int>(row),
        ColumnType.SmallInt => At<short>(row),
        ColumnType.TinyInt => At<sbyte>(row),
        ColumnType.UTinyInt => At<byte>(row),
        ColumnType.USmallInt => At<ushort>(row),
        ColumnType.UInteger => At<uint>(row),
        ColumnType.UBigInt => checked((long)At<ulong>(row)),
        ColumnType.HugeInt => checked((long)At<Int128>(row)),
        ColumnType.Decimal when scale == 0 => checked((long)Unscaled(row)),
        _ => throw Mismatch<long>(),
    };

    public double Double(int row) => Type switch
    {
        ColumnType.Double => At<double>(row),
        ColumnType.Float => At<float>(row),
        ColumnType.Decimal => (double)Decimal(row),
        _ => Int64(row),
    };

    public decimal Decimal(int row) => Type switch
    {
        ColumnType.Decimal when storage == ColumnType.BigInt => SmallDecimal(At<long>(row)),
        ColumnType.Decimal when storage == ColumnType.HugeInt => Decimals.ToDecimal(At<Int128>(row), scale),
        ColumnType.Decimal => SmallDecimal(Int64OfDecimal(row)),
        ColumnType.HugeInt => Decimals.ToDecimal(At<Int128>(row), 0),
        ColumnType.Double or ColumnType.Float => (decimal)Double(row),
        ColumnType.UBigInt => At<ulong>(row),
        _ => Int64(row),
    };

    public string Text(int row) => Type switch
    {
        ColumnType.Varchar => Encoding.UTF8.GetString(NativeString.Bytes((NativeString*)data + row)),
        _ => throw Mismatch<string>(),
    };

    public byte[] Bytes(int row) => Type is ColumnType.Blob or ColumnType.Varchar
        ? NativeString.Bytes((NativeString*)data + row).ToArray()
        : throw Mismatch<byte[]>();

    public DateTime DateTime(int row) => Type switch
    {
        ColumnType.Timestamp => Moments.ToDateTime(At<long>(row), DateTimeKind.Unspecified),
        ColumnType.TimestampTz => Moments.ToDateTime(At<long>(row), DateTimeKind.Utc),
        ColumnType.TimestampSeconds => Moments.ToDateTime(checked(At<long>(row) * 1_000_000), DateTimeKind.Unspecified),
        ColumnType.TimestampMilliseconds => Moments.ToDateTime(checked(At<long>(row) * 1000), DateTimeKind.Unspecified),
        ColumnType.TimestampNanoseconds => System.DateTime.UnixEpoch.AddTicks(At<long>(row) / 100),
        ColumnType.Date => Date(row).ToDateTime(TimeOnly.MinValue),
        _ => throw Mismatch<DateTime>(),
    };

    public DateTimeOffset DateTimeOffset(int row) => new(System.DateTime.SpecifyKind(DateTime(row), DateTimeKind.Utc));

    public DateOnly Date(int row) => Type switch
    {
        ColumnType.Date => Moments.ToDate(At<int>(row)),
        ColumnType.Timestamp or ColumnType.TimestampTz => DateOnly.FromDateTime(DateTime(row)),
        _ => throw Mismatch<DateOnly>(),
    };

    public TimeOnly Time(int row) => Type == ColumnType.Time ? new TimeOnly(At<long>(row) * System.TimeSpan.TicksPerMicrosecond) : throw Mismatch<TimeOnly>();

    public TimeSpan TimeSpan(int row)
    {
        if (Type != ColumnType.Interval)
        {
            throw Mismatch<TimeSpan>();
        }

        var interval = At<NativeInterval>(row);
        return interval.Months == 0
            ? System.TimeSpan.FromDays(interval.Days) + System.TimeSpan.FromMicroseconds(interval.Microseconds)
            : throw new InvalidCastException($"Column {Name} has an interval of {interval.Months} months, which has no fixed length.");
    }

    public Guid Guid(int row)
    {
        if (Type != ColumnType.Uuid)
        {
            throw Mismatch<Guid>();
        }

        // Kept with its highest bit turned, so that it sorts as a signed number
        var bits = (UInt128)At<Int128>(row) ^ (UInt128.One << 127);
        Span<byte> bytes = stackalloc byte[16];
        ((IBinaryInteger<UInt128>)bits).WriteBigEndian(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    public BigInteger BigInteger(int row) => Type switch
    {
        ColumnType.HugeInt => (BigInteger)At<Int128>(row),
        ColumnType.UBigInt => At<ulong>(row),
        _ => Int64(row),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T At<T>(int row)
        where T : unmanaged => ((T*)data)[row];

    private Int128 Unscaled(int row) => storage == ColumnType.HugeInt ? At<Int128>(row) : Int64OfDecimal(row);

    private long Int64OfDecimal(int row) => storage switch
    {
        ColumnType.SmallInt => At<short>(row),
        ColumnType.Integer => At<int>(row),
        _ => At<long>(row),
    };

    private decimal SmallDecimal(long unscaled)
    {
        var digits = unscaled < 0 ? 0UL - (ulong)unscaled : (ulong)unscaled;
        return new decimal((int)digits, (int)(digits >> 32), 0, unscaled < 0, scale);
    }

    private InvalidCastException Mismatch<T>() => new($"Column {Name} is of type {Type}, which cannot be read as {typeof(T).Name}; cast it in the query.");
}
