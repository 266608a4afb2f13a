using System.CommandLine;

namespace Notify.Cli.Commands;

/// <summary>Where a command is told that the shop's files are: a folder, or <c>objects://prefix</c>.</summary>
internal static class DataLocation
{
    private const string Objects = "objects://";

    /// <summary>What is accepted, for the help.</summary>
    public const string Help = "Folder, or objects://PREFIX, with users, products, campaigns, purchases and, if there are any, user_preferences: each a .csv, .parquet, .jsonl or .ndjson file, or a folder of such parts.";

    /// <summary>An argument that must name one.</summary>
    public static Argument<string> Argument()
    {
        var argument = new Argument<string>("DIR") { Description = Help };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && Fault(given) is { } fault)
            {
                result.AddError(fault);
            }
        });
        return argument;
    }

    /// <summary>An option that may name one.</summary>
    public static Option<string> Option(string description)
    {
        var option = new Option<string>("--data") { Description = description, HelpName = "DIR" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && Fault(given) is { } fault)
            {
                result.AddError(fault);
            }
        });
        return option;
    }

    /// <summary>The location as a worker of this machine finds it; null where none was given.</summary>
    public static string? Of(string? given) => given is null || IsObjects(given) ? given : Path.GetFullPath(given);

    private static string? Fault(string given) => IsObjects(given) || Directory.Exists(given)
        ? null
        : $"Folder '{given}' does not exist. Name a folder, or {Objects}PREFIX for objects.";

    private static bool IsObjects(string given) => given.StartsWith(Objects, StringComparison.OrdinalIgnoreCase);
}
