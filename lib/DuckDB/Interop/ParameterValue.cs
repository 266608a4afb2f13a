using System.Text;

namespace DuckDB.NET.Data.Interop;

/// <summary>Makes DuckDB's values of .NET's.</summary>
internal static unsafe class ParameterValue
{
    /// <returns>The caller's to destroy.</returns>
    /// <exception cref="NotSupportedException">A type that DuckDB has no counterpart of here.</exception>
    public static void* Create(object? value) => value switch
    {
        null or DBNull => NativeMethods.Values.Null(),
        string text => Text(text),
        bool flag => NativeMethods.Values.Boolean(flag),
        int or short or sbyte or byte or ushort => NativeMethods.Values.Int32(Convert.ToInt32(value, null)),
        long or uint => NativeMethods.Values.Int64(Convert.ToInt64(value, null)),
        ulong number => NativeMethods.Values.UInt64(number),
        double or float => NativeMethods.Values.Double(Convert.ToDouble(value, null)),
        decimal money => NativeMethods.Values.Decimal(Decimals.ToNative(money)),
        DateTime { Kind: DateTimeKind.Utc } moment => NativeMethods.Values.TimestampTz(Moments.Microseconds(moment)),
        DateTime moment => NativeMethods.Values.Timestamp(Moments.Microseconds(moment)),
        DateTimeOffset moment => NativeMethods.Values.TimestampTz(Moments.Microseconds(moment)),
        DateOnly date => NativeMethods.Values.Date(Moments.Days(date)),
        Guid guid => Text(guid.ToString()),
        byte[] bytes => Blob(bytes),
        IEnumerable<string> texts => List([.. texts], ColumnType.Varchar),
        IEnumerable<long> numbers => List([.. numbers], ColumnType.BigInt),
        IEnumerable<int> numbers => List([.. numbers], ColumnType.Integer),
        IEnumerable<double> numbers => List([.. numbers], ColumnType.Double),
        _ => throw new NotSupportedException($"A parameter of type {value.GetType()} cannot be bound; pass it as text and cast it in the query."),
    };

    private static void* Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* pointer = bytes)
        {
            byte nothing = 0;
            return NativeMethods.Values.Text(pointer == null ? &nothing : pointer, (ulong)bytes.Length);
        }
    }

    private static void* Blob(byte[] bytes)
    {
        fixed (byte* pointer = bytes)
        {
            byte nothing = 0;
            return NativeMethods.Values.Blob(pointer == null ? &nothing : pointer, (ulong)bytes.Length);
        }
    }

    private static void* List<T>(T[] items, ColumnType childType)
    {
        var type = NativeMethods.Types.Create(childType);
        var values = new nint[items.Length];
        try
        {
            for (var i = 0; i < items.Length; i++)
            {
                values[i] = (nint)Create(items[i]);
            }

            fixed (nint* pointer = values)
            {
                return NativeMethods.Values.List(type, (void**)pointer, (ulong)items.Length);
            }
        }
        finally
        {
            foreach (var value in values)
            {
                var pointer = (void*)value;
                NativeMethods.Values.Destroy(&pointer);
            }

            NativeMethods.Types.Destroy(&type);
        }
    }
}
