using System.Buffers;
using System.Globalization;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Enums.V1;
using Temporalio.Transport;

namespace TemporalServer.Visibility;

/// <summary>Turns a value as written in a query into one of the attribute's storage type.</summary>
internal static class QueryValue
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly string[] Units = ["ns", "us", "µs", "ms", "s", "m", "h"];

    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: the attribute cannot have that value.</exception>
    public static object For(SearchAttribute attribute, Literal literal) => (attribute.Type, literal) switch
    {
        (AttributeType.Text or AttributeType.Keyword or AttributeType.KeywordList, Literal.Text text) => text.Value,
        (AttributeType.Int, Literal.Integer number) => number.Value,
        (AttributeType.Int or AttributeType.Double, Literal.Real number) => number.Value,
        (AttributeType.Double, Literal.Integer number) => (double)number.Value,
        (AttributeType.Bool, Literal.Boolean flag) => flag.Value ? 1L : 0L,
        (AttributeType.Datetime, Literal.Text text) => Ticks(attribute, text.Value),
        (AttributeType.Datetime, Literal.Integer nanoseconds) =>
            DateTime.UnixEpoch.Ticks + (nanoseconds.Value / TimeSpan.NanosecondsPerTick),
        (AttributeType.Status, Literal.Text text) => Status(text.Value),
        (AttributeType.Status, Literal.Integer number) => number.Value,
        (AttributeType.Duration, Literal.Integer nanoseconds) => nanoseconds.Value / TimeSpan.NanosecondsPerTick,
        (AttributeType.Duration, Literal.Text text) => Duration(attribute, text.Value),
        _ => throw InvalidQuery.Because($"{attribute.Name} is {attribute.Type} and takes {Expected(attribute.Type)}, not {Describe(literal)}"),
    };

    private static long Ticks(SearchAttribute attribute, string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.UtcTicks
            : throw InvalidQuery.Because(
                $"{attribute.Name} takes a time such as '2026-01-31T09:30:00Z' or Unix nanoseconds, not '{Excerpt.Of(text)}'");

    private static long Status(string text)
    {
        const string Prefix = "WORKFLOW_EXECUTION_STATUS_";
        var name = text.StartsWith(Prefix, StringComparison.Ordinal)
            ? text[Prefix.Length..].Replace("_", "", StringComparison.Ordinal)
            : text;
        return name.All(char.IsAsciiLetter) && Enum.TryParse<WorkflowExecutionStatus>(name, ignoreCase: true, out var status)
            ? (long)status
            : throw InvalidQuery.Because(
                $"'{Excerpt.Of(text)}' is not an ExecutionStatus; use one of {string.Join(", ", Enum.GetNames<WorkflowExecutionStatus>()[1..])}");
    }

    // Go's notation, as in Temporal: a sequence of numbers with a unit each
    private static long Duration(SearchAttribute attribute, string text)
    {
        var rest = text.AsSpan();
        var ticks = 0d;
        do
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            var unit = digits < 0 ? [] : rest[digits..];
            var length = unit.IndexOfAny(Digits);
            unit = length < 0 ? unit : unit[..length];
            if (digits < 1 || !Units.Contains(unit.ToString())
                || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                throw InvalidQuery.Because($"{attribute.Name} takes a duration such as '1h30m' or nanoseconds, not '{Excerpt.Of(text)}'");
            }

            ticks += amount * TicksPer(unit);
            rest = rest[(digits + unit.Length)..];
        }
        while (!rest.IsEmpty);
        return ticks < long.MaxValue ? (long)ticks : long.MaxValue;
    }

    private static double TicksPer(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1d / TimeSpan.NanosecondsPerTick,
        "us" or "µs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        _ => TimeSpan.TicksPerHour,
    };

    private static string Expected(AttributeType type) => type switch
    {
        AttributeType.Int => "a whole number",
        AttributeType.Double => "a number",
        AttributeType.Bool => "true or false",
        AttributeType.Datetime => "a quoted RFC 3339 time or Unix nanoseconds",
        AttributeType.Duration => "a quoted duration or nanoseconds",
        _ => "quoted text",
    };

    private static string Describe(Literal literal) => literal switch
    {
        Literal.Text text => $"'{Excerpt.Of(text.Value)}'",
        Literal.Integer number => number.Value.ToString(CultureInfo.InvariantCulture),
        Literal.Real number => number.Value.ToString(CultureInfo.InvariantCulture),
        Literal.Boolean flag => flag.Value ? "true" : "false",
        _ => literal.ToString(),
    };
}
