namespace Temporalio.Runtime.Metrics;

/// <summary>The few types in which metrics and tags leave the SDK.</summary>
internal static class MetricValues
{
    public static bool IsInteger<T>() =>
        typeof(T) == typeof(long) || typeof(T) == typeof(int) || typeof(T) == typeof(short) || typeof(T) == typeof(byte)
        || typeof(T) == typeof(ulong) || typeof(T) == typeof(uint) || typeof(T) == typeof(ushort) || typeof(T) == typeof(sbyte);

    public static bool IsFraction<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float);

    /// <exception cref="ArgumentException">The value is negative.</exception>
    public static long ToLong<T>(T value)
        where T : struct
    {
        // The compiler removes the boxing of the types it knows
        var integer = typeof(T) == typeof(long) ? (long)(object)value
            : typeof(T) == typeof(int) ? (int)(object)value
            : Convert.ToInt64(value, null);
        return integer >= 0 ? integer : throw Negative(value);
    }

    /// <exception cref="ArgumentException">The value is negative.</exception>
    public static double ToDouble<T>(T value)
        where T : struct
    {
        var number = typeof(T) == typeof(double) ? (double)(object)value : Convert.ToDouble(value, null);
        return number >= 0 ? number : throw Negative(value);
    }

    /// <exception cref="ArgumentException">The value is negative.</exception>
    public static TimeSpan ToSpan<T>(T value)
        where T : struct => (TimeSpan)(object)value is var span && span >= TimeSpan.Zero ? span : throw Negative(value);

    /// <exception cref="ArgumentException">A tag has a value of another type.</exception>
    public static IReadOnlyCollection<KeyValuePair<string, object>> Tags(IEnumerable<KeyValuePair<string, object>> tags) =>
        [.. tags.Select(tag => KeyValuePair.Create(tag.Key, Tag(tag.Key, tag.Value)))];

    public static ArgumentException Unsupported<T>(string metric, string allowed) =>
        new($"Metric {metric} cannot have values of {typeof(T)}; use {allowed}.");

    private static object Tag(string key, object value) => value switch
    {
        string or long or double or bool => value,
        int or short or byte or sbyte or uint or ushort => Convert.ToInt64(value, null),
        float number => (double)number,
        _ => throw new ArgumentException(
            $"Tag {key} has a value of {value?.GetType().ToString() ?? "null"}; use a string, an integer, a fraction or a bool."),
    };

    private static ArgumentException Negative(object value) => new($"A metric cannot record {value}; the least value is zero.");
}
