using System.Text.Json;
using Notify.Api;

namespace Notify.Cli.Output;

/// <summary>JSON as the REST API writes it, so that a script sees one shape from both.</summary>
internal static class ApiJson
{
    /// <summary>For talking to the API.</summary>
    public static JsonSerializerOptions Compact { get; } = Make(indented: false);

    /// <summary>For a person's eyes too.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = indented };
        NotifyApi.Configure(options);
        return options;
    }
}
