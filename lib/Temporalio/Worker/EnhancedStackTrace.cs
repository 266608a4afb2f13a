using System.Text.Json.Serialization;

namespace Temporalio.Worker;

/// <summary>What <c>__enhanced_stack_trace</c> queries answer, in the shape Temporal's Web UI reads.</summary>
/// <param name="Sdk">Who answers.</param>
/// <param name="Sources">Source code by file; none is sent.</param>
/// <param name="Stacks">One for each thing the workflow waits for.</param>
internal sealed record EnhancedStackTrace(
    [property: JsonPropertyName("sdk")] EnhancedStackTrace.SdkInfo Sdk,
    [property: JsonPropertyName("sources")] IReadOnlyDictionary<string, object> Sources,
    [property: JsonPropertyName("stacks")] IReadOnlyList<EnhancedStackTrace.Stack> Stacks)
{
    /// <summary>Who answers.</summary>
    internal sealed record SdkInfo(
        [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("version")] string Version);

    /// <summary>One wait, the innermost call first.</summary>
    internal sealed record Stack([property: JsonPropertyName("locations")] IReadOnlyList<Location> Locations)
    {
        /// <summary>As a stack trace is written.</summary>
        public override string ToString() => string.Concat(Locations.Where(location => !location.InternalCode).Select(location =>
            $"   at {location.FunctionName}{(location.FilePath is null ? "" : $" in {location.FilePath}:line {location.Line}")}\n"));
    }

    /// <summary>One call.</summary>
    /// <param name="FunctionName">The method; of the innermost, what is waited for.</param>
    /// <param name="InternalCode">Whether it belongs to the SDK or the framework.</param>
    /// <param name="FilePath">The source file, if known.</param>
    /// <param name="Line">From 1, if known.</param>
    /// <param name="Column">From 1, if known.</param>
    internal sealed record Location(
        [property: JsonPropertyName("function_name")] string FunctionName,
        [property: JsonPropertyName("internal_code")] bool InternalCode,
        [property: JsonPropertyName("file_path")] string? FilePath = null,
        [property: JsonPropertyName("line")] int? Line = null,
        [property: JsonPropertyName("column")] int? Column = null);
}
