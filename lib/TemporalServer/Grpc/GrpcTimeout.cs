using System.Globalization;
using Temporalio.Transport;

namespace TemporalServer.Grpc;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit, one of <c>H M S m u n</c>.</summary>
public static class GrpcTimeout
{
    private const int MaxDigits = 8;

    /// <summary>Reads the header.</summary>
    /// <param name="value">The header's value; null or empty when the caller sent none.</param>
    /// <returns>The time left to the call, or null for no deadline.</returns>
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: the value is not a timeout.</exception>
    public static TimeSpan? Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var digits = value.AsSpan(0, value.Length - 1);
        if (digits.Length is 0 or > MaxDigits
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            throw Malformed(value);
        }

        return value[^1] switch
        {
            'H' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerHour),
            'M' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerMinute),
            'S' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerSecond),
            'm' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerMillisecond),
            'u' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerMicrosecond),
            'n' => TimeSpan.FromTicks(amount / TimeSpan.NanosecondsPerTick),
            _ => throw Malformed(value),
        };
    }

    private static GrpcStatusException Malformed(string value)
    {
        var shown = value.Length > 32 ? value[..32] + "…" : value;
        return new GrpcStatusException(
            GrpcStatusCode.InvalidArgument,
            $"grpc-timeout '{shown}' is malformed: expected 1 to {MaxDigits} digits followed by one of H, M, S, m, u, n");
    }
}
