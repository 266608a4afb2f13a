using System.Runtime.CompilerServices;
using System.Text;
using DuckDB.NET.Data.Interop;

namespace DuckDB.NET.Data.Appending;

/// <summary>Writes a column of a chunk in place, without boxing.</summary>
internal sealed unsafe class VectorWriter
{
    private readonly string name;
    private readonly ColumnType type;
    private readonly ColumnType storage;
    private readonly byte width;
    private readonly byte scale;
    private readonly VectorWriter? child;
    private void* vector;
    private void* data;
    private ulong* validity;

    /// <param name="name">For messages.</param>
    /// <param name="logicalType">Stays its caller's.</param>
    public VectorWriter(string name, void* logicalType)
    {
        this.name = name;
        type = NativeMethods.Types.Id(logicalType);
        storage = type;
        if (type == ColumnType.Decimal)
        {
            storage = NativeMethods.Types.DecimalStorage(logicalType);
            width = NativeMethods.Types.DecimalWidth(logicalType);
            scale = NativeMethods.Types.DecimalScale(logicalType);
        }
        else if (type == ColumnType.List)
        {
            var childType = NativeMethods.Types.ListChild(logicalType);
            child = new VectorWriter(name, childType);
            NativeMethods.Types.Destroy(&childType);
        }
    }

    /// <summary>Writes to another vector, or to the same one made empty.</summary>
    public void Attach(void* target)
    {
        vector = target;
        data = NativeMethods.Vectors.Data(target);
        validity = null;
        if (child is not null)
        {
            _ = NativeMethods.Vectors.SetListSize(target, 0);
            child.Attach(NativeMethods.Vectors.ListChild(target));
        }
    }

    public void Null(int row)
    {
        if (validity == null)
        {
            NativeMethods.Vectors.MakeValidityWritable(vector);
            validity = NativeMethods.Vectors.Validity(vector);
        }

        validity[row >> 6] &= ~(1UL << (row & 63));
        if (child is not null)
        {
            At<ListEntry>(row) = default;
        }
    }

    // The comparisons of types are decided when the method is compiled for T, so no value is boxed
    public void Value<T>(int row, T value)
        where T : struct
    {
        Present(row);
        if (typeof(T) == typeof(long))
        {
            Int64(row, Unsafe.As<T, long>(ref value));
        }
        else if (typeof(T) == typeof(double))
        {
            Double(row, Unsafe.As<T, double>(ref value));
        }
        else if (typeof(T) == typeof(decimal))
        {
            Decimal(row, Unsafe.As<T, decimal>(ref value));
        }
        else if (typeof(T) == typeof(DateTimeOffset))
        {
            Moment(row, Moments.Microseconds(Unsafe.As<T, DateTimeOffset>(ref value)));
        }
        else if (typeof(T) == typeof(DateTime))
        {
            Moment(row, Moments.Microseconds(Unsafe.As<T, DateTime>(ref value)));
        }
        else if (typeof(T) == typeof(bool) && type == ColumnType.Boolean)
        {
            At<bool>(row) = Unsafe.As<T, bool>(ref value);
        }
        else if (typeof(T) == typeof(DateOnly) && type == ColumnType.Date)
        {
            At<int>(row) = Moments.Days(Unsafe.As<T, DateOnly>(ref value));
        }
        else if (typeof(T) == typeof(int))
        {
            Int64(row, Unsafe.As<T, int>(ref value));
        }
        else
        {
            throw Mismatch(typeof(T));
        }
    }

    public void Text(int row, string text)
    {
        if (type != ColumnType.Varchar)
        {
            throw Mismatch(typeof(string));
        }

        Present(row);
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = most <= 1024 ? stackalloc byte[most] : new byte[most];
        Assign(row, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    public void Bytes(int row, ReadOnlySpan<byte> bytes)
    {
        if (type is not (ColumnType.Blob or ColumnType.Varchar))
        {
            throw Mismatch(typeof(byte[]));
        }

        Present(row);
        Assign(row, bytes);
    }

    public void List<T>(int row, IEnumerable<T> values)
    {
        if (child is null)
        {
            throw Mismatch(values.GetType());
        }

        Present(row);
        var items = values as IReadOnlyCollection<T> ?? [.. values];
        var offset = NativeMethods.Vectors.ListSize(vector);
        var size = offset + (ulong)items.Count;
        _ = NativeMethods.Vectors.ReserveList(vector, size);
        _ = NativeMethods.Vectors.SetListSize(vector, size);
        child.Refresh(NativeMethods.Vectors.ListChild(vector));
        At<ListEntry>(row) = new ListEntry { Offset = offset, Length = (ulong)items.Count };
        var place = (int)offset;
        foreach (var item in items)
        {
            child.Item(place++, item);
        }
    }

    // A row that was begun and given up may have left a null here
    private void Present(int row)
    {
        if (validity != null)
        {
            validity[row >> 6] |= 1UL << (row & 63);
        }
    }

    // A list that grows may move its items' memory
    private void Refresh(void* target)
    {
        vector = target;
        data = NativeMethods.Vectors.Data(target);
        validity = validity == null ? null : NativeMethods.Vectors.Validity(target);
    }

    private void Item<T>(int row, T item)
    {
        switch (item)
        {
            case null:
                Null(row);
                break;
            case string text:
                Text(row, text);
                break;
            case double number:
                Value(row, number);
                break;
            case long number:
                Value(row, number);
                break;
            case int number:
                Value(row, number);
                break;
            case decimal number:
                Value(row, number);
                break;
            case bool flag:
                Value(row, flag);
                break;
            case DateTimeOffset moment:
                Value(row, moment);
                break;
            case DateTime moment:
                Value(row, moment);
                break;
            default:
                throw Mismatch(typeof(T));
        }
    }

    private void Assign(int row, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= NativeString.MostInPlace)
        {
            // Unused bytes must be zero: DuckDB compares all sixteen at once
            var text = (NativeString*)data + row;
            *text = default;
            text->Length = (uint)bytes.Length;
            bytes.CopyTo(new Span<byte>(text->InPlace, NativeString.MostInPlace));
            return;
        }

        fixed (byte* pointer = bytes)
        {
            NativeMethods.Vectors.AssignString(vector, (ulong)row, pointer, (ulong)bytes.Length);
        }
    }

    private void Int64(int row, long value)
    {
        switch (storage)
        {
            case ColumnType.Decimal or ColumnType.SmallInt or ColumnType.Integer or ColumnType.BigInt or ColumnType.HugeInt when type == ColumnType.Decimal:
                Decimal(row, value);
                break;
            case ColumnType.BigInt:
                At<long>(row) = value;
                break;
            case ColumnType.Integer:
                At<int>(row) = checked((int)value);
                break;
            case ColumnType.SmallInt:
                At<short>(row) = checked((short)value);
                break;
            case ColumnType.TinyInt:
                At<sbyte>(row) = checked((sbyte)value);
                break;
            case ColumnType.UTinyInt:
                At<byte>(row) = checked((byte)value);
                break;
            case ColumnType.USmallInt:
                At<ushort>(row) = checked((ushort)value);
                break;
            case ColumnType.UInteger:
                At<uint>(row) = checked((uint)value);
                break;
            case ColumnType.UBigInt:
                At<ulong>(row) = checked((ulong)value);
                break;
            case ColumnType.Double or ColumnType.Float:
                Double(row, value);
                break;
            default:
                throw Mismatch(typeof(long));
        }
    }

    private void Double(int row, double value)
    {
        switch (type)
        {
            case ColumnType.Double:
                At<double>(row) = value;
                break;
            case ColumnType.Float:
                At<float>(row) = (float)value;
                break;
            default:
                throw Mismatch(typeof(double));
        }
    }

    private void Decimal(int row, decimal value)
    {
        if (type != ColumnType.Decimal)
        {
            throw Mismatch(typeof(decimal));
        }

        var unscaled = Decimals.Unscaled(value, width, scale);
        switch (storage)
        {
            case ColumnType.SmallInt:
                At<short>(row) = (short)unscaled;
                break;
            case ColumnType.Integer:
                At<int>(row) = (int)unscaled;
                break;
            case ColumnType.BigInt:
                At<long>(row) = (long)unscaled;
                break;
            default:
                At<Int128>(row) = unscaled;
                break;
        }
    }

    private void Moment(int row, long microseconds) => At<long>(row) = type is ColumnType.Timestamp or ColumnType.TimestampTz
        ? microseconds
        : throw Mismatch(typeof(DateTimeOffset));

    private ref T At<T>(int row)
        where T : unmanaged => ref ((T*)data)[row];

    private InvalidCastException Mismatch(Type valueType) => new($"{name} is of type {type}, which takes no {valueType.Name}.");
}
