using Google.Protobuf.Reflection;

namespace TemporalServer.Http.Json;

/// <summary>
/// Reads enum values by any of the names in use: <c>WORKFLOW_EXECUTION_STATUS_COMPLETED</c> (proto3 JSON),
/// <c>Completed</c> (earlier versions of the protocol's JSON, and the web UI), and by number.
/// </summary>
internal static class EnumNames
{
    /// <summary>Finds a value.</summary>
    /// <param name="type">The enum.</param>
    /// <param name="name">A name, or a number's digits.</param>
    /// <returns>Null when it has no such value.</returns>
    public static EnumValueDescriptor? Find(EnumDescriptor type, string name)
    {
        if (int.TryParse(name, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return type.FindValueByNumber(number);
        }

        return type.FindValueByName(name)
            ?? type.Values.FirstOrDefault(value => IsSame(value.Name, string.Empty, name) || IsSame(value.Name, type.Name, name));
    }

    // Words are what matters, not how they are joined
    private static bool IsSame(string value, string prefix, string name) =>
        value.Replace("_", "", StringComparison.Ordinal).Equals(prefix + name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
