using System.Text.Json;

namespace TemporalServer.Http.Json;

/// <summary>Text out of requests.</summary>
internal static class Text
{
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
