using System.Text.Json;

namespace TemporalServer.Http.Json;

/// <summary>Text out of requests.</summary>
internal static class Text
{
    private const int Shown = 80;

    /// <summary>As much of a caller's text as belongs into an error message.</summary>
    public static string Shorten(string text) => text.Length <= Shown ? text : text[..Shown] + "…";

    /// <summary>A JSON string's text.</summary>
    public static string Of(JsonElement element, FieldPath path)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            path.Refuse("this string is not valid Unicode");
            return null;
        }
    }

    /// <summary>The name of a JSON object's member.</summary>
    public static string NameOf(JsonProperty member, FieldPath? path)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            FieldPath.Of(path, "?").Refuse("this name is not valid Unicode");
            return null;
        }
    }
}
