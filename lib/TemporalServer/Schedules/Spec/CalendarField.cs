namespace TemporalServer.Schedules.Spec;

/// <summary>One field of a calendar: its bounds, its names and what it means when left out.</summary>
/// <param name="Name">For error messages.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Default">What an empty expression stands for.</param>
/// <param name="Names">Names from <see cref="Min"/> on; their first three letters do as well.</param>
internal sealed record CalendarField(string Name, int Min, int Max, string Default, params string[] Names)
{
    /// <summary>The last year a calendar is followed to.</summary>
    public const int LastYear = 2100;

    public static readonly CalendarField Second = new("second", 0, 59, "0");
    public static readonly CalendarField Minute = new("minute", 0, 59, "0");
    public static readonly CalendarField Hour = new("hour", 0, 23, "0");
    public static readonly CalendarField DayOfMonth = new("day_of_month", 1, 31, "*");
    public static readonly CalendarField Month = new(
        "month", 1, 12, "*", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");

    public static readonly CalendarField Year = new("year", 2000, LastYear, "*");

    /// <summary>Sunday is 0, and 7 as well.</summary>
    public static readonly CalendarField DayOfWeek = new(
        "day_of_week", 0, 7, "*", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
}
