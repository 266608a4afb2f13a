using System.Globalization;

namespace Notify.Domain.Ingestion;

/// <summary>The fields of one row by column name. What cannot be read is noted as a <see cref="Reject"/>, so that a row shows all its faults at once.</summary>
/// <param name="header">The file's columns.</param>
/// <param name="fields">As they stand in the file, in its order.</param>
/// <param name="line">Physical line on which the row begins.</param>
public sealed class RowFields(FileHeader header, IReadOnlyList<string> fields, long line)
{
    /// <summary>Most characters of a key.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>Most characters of any text.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>The largest amount of money that is believed.</summary>
    public const decimal MaxAmount = 1_000_000_000m;

    private static readonly DateOnly FirstDate = new(1970, 1, 1);
    private static readonly DateOnly LastDate = new(2100, 12, 31);

    private readonly List<Reject> rejects = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Reject> Rejects => rejects;

    /// <summary>The trimmed text; empty where the file has no such column.</summary>
    public string Text(string column)
    {
        var index = header.IndexOf(column);
        var text = index >= 0 && index < fields.Count ? fields[index].Trim() : "";
        if (text.Length > MaxTextLength)
        {
            Refuse(column, text[..40] + "…", $"has {text.Length} characters; at most {MaxTextLength} are taken.");
            return "";
        }

        return text;
    }

    /// <summary>The trimmed text, null where there is none.</summary>
    public string? OptionalText(string column) => Text(column) is { Length: > 0 } text && !InputText.IsAbsent(text) ? text : null;

    /// <summary>Text that must be there.</summary>
    public string RequiredText(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            Refuse(column, text, "is empty; every row needs it.");
        }

        return text;
    }

    /// <summary>An identifier: there, not long, without control characters.</summary>
    public string Key(string column)
    {
        var key = RequiredText(column);
        if (key.Length > MaxKeyLength)
        {
            Refuse(column, key[..40] + "…", $"has {key.Length} characters; a key has at most {MaxKeyLength}.");
        }
        else if (key.Any(char.IsControl))
        {
            Refuse(column, key, "holds a control character or line break; a key may not.");
        }

        return key;
    }

    /// <summary>Money, from 0 to <see cref="MaxAmount"/>.</summary>
    public decimal? OptionalAmount(string column)
    {
        var text = Text(column);
        if (InputText.IsAbsent(text))
        {
            return null;
        }

        if (!InputText.TryAmount(text, out var amount))
        {
            return Refuse<decimal>(column, text, "is no amount; write it as 1234.50 or 1,234.50, without a currency.");
        }

        return amount is >= 0 and <= MaxAmount
            ? amount
            : Refuse<decimal>(column, text, $"is out of bounds; an amount is from 0 to {MaxAmount.ToString("N0", CultureInfo.InvariantCulture)}.");
    }

    /// <inheritdoc cref="OptionalAmount"/>
    public decimal Amount(string column) => OptionalAmount(column) ?? Missing<decimal>(column);

    /// <summary>A whole number within bounds.</summary>
    public int? OptionalWhole(string column, int least, int most)
    {
        var text = Text(column);
        if (InputText.IsAbsent(text))
        {
            return null;
        }

        if (!InputText.TryWhole(text, out var number))
        {
            return Refuse<int>(column, text, "is no whole number; write it as 12.");
        }

        return number >= least && number <= most
            ? (int)number
            : Refuse<int>(column, text, string.Create(CultureInfo.InvariantCulture, $"is out of bounds; it is from {least} to {most}."));
    }

    /// <inheritdoc cref="OptionalWhole"/>
    public int Whole(string column, int least, int most) => OptionalWhole(column, least, most) ?? Missing<int>(column);

    /// <summary>A moment between 1970 and 2100.</summary>
    public DateTimeOffset? OptionalMoment(string column)
    {
        var text = Text(column);
        if (InputText.IsAbsent(text))
        {
            return null;
        }

        if (!InputText.TryMoment(text, out var moment))
        {
            return Refuse<DateTimeOffset>(column, text, $"is no date; {InputText.DateNotations}.");
        }

        return RequireDate(column, text, DateOnly.FromDateTime(moment.UtcDateTime)) ? moment : null;
    }

    /// <inheritdoc cref="OptionalMoment"/>
    public DateTimeOffset Moment(string column) => OptionalMoment(column) ?? Missing<DateTimeOffset>(column);

    /// <summary>A date between 1970 and 2100.</summary>
    public DateOnly Date(string column)
    {
        var text = Text(column);
        if (InputText.IsAbsent(text))
        {
            return Missing<DateOnly>(column);
        }

        return ReadDate(column, text) ?? default;
    }

    /// <summary>A time of day.</summary>
    public TimeOnly? OptionalTime(string column)
    {
        var text = Text(column);
        return InputText.IsAbsent(text) ? null : ReadTime(column, text);
    }

    /// <summary>A list, its items separated by <c>;</c>, empty ones left out, each once.</summary>
    public IReadOnlyList<string> List(string column) =>
        [.. Text(column).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>A list of dates.</summary>
    public IReadOnlyList<DateOnly> Dates(string column) => [.. List(column).Select(item => ReadDate(column, item)).OfType<DateOnly>()];

    /// <summary>A list of times of day.</summary>
    public IReadOnlyList<TimeOnly> Times(string column) => [.. List(column).Select(item => ReadTime(column, item)).OfType<TimeOnly>()];

    /// <summary>Notes a fault.</summary>
    public void Refuse(string column, string value, string reason)
    {
        // The first fault of a column says it; what follows from it does not help.
        if (!rejects.Exists(reject => reject.Column == column))
        {
            rejects.Add(new Reject(line, column, value, $"{column} {reason}"));
        }
    }

    private T? Refuse<T>(string column, string value, string reason)
        where T : struct
    {
        Refuse(column, value, reason);
        return null;
    }

    private T Missing<T>(string column)
        where T : struct
    {
        Refuse(column, Text(column), "is empty; every row needs it.");
        return default;
    }

    private DateOnly? ReadDate(string column, string text)
    {
        if (!InputText.TryDate(text, out var date))
        {
            return Refuse<DateOnly>(column, text, $"is no date; {InputText.DateNotations}.");
        }

        return RequireDate(column, text, date) ? date : null;
    }

    private TimeOnly? ReadTime(string column, string text) =>
        InputText.TryTime(text, out var time) ? time : Refuse<TimeOnly>(column, text, "is no time of day; write it as 07:30 or 22:00.");

    private bool RequireDate(string column, string text, DateOnly date)
    {
        if (date >= FirstDate && date <= LastDate)
        {
            return true;
        }

        Refuse(column, text, "is out of bounds; a date is from 1970-01-01 to 2100-12-31.");
        return false;
    }
}
