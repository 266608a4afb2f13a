namespace TemporalServer;

/// <summary>As much of a caller's text as belongs into an error message.</summary>
internal static class Excerpt
{
    private const int Shown = 80;

    public static string Of(string text) =>
        text.Length <= Shown ? text : text[..(char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown)] + "…";
}
