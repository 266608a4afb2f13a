namespace Notify.Api;

/// <summary>An id in a path.</summary>
internal static class PathId
{
    /// <summary>The id as it was meant: the server leaves %2F in a path as it is, lest it look like a separator; in an id it is a slash.</summary>
    public static string Unescape(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
