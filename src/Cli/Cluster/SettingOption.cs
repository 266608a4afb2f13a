using System.CommandLine;

namespace Notify.Cli.Cluster;

/// <summary>An option with an environment variable that stands in for it; the command line wins.</summary>
internal sealed class SettingOption
{
    private readonly string variable;
    private readonly bool isSwitch;

    public SettingOption(string name, string helpName, string description, string variable)
        : this(new Option<string?>(name) { Description = $"{description} [{variable}]", HelpName = helpName }, variable)
    {
    }

    private SettingOption(Option option, string variable)
    {
        Option = option;
        this.variable = variable;
        isSwitch = option is Option<bool>;
    }

    public Option Option { get; }

    /// <summary>An option without a value; its variable is true or false.</summary>
    public static SettingOption Switch(string name, string description, string variable) =>
        new(new Option<bool>(name) { Description = $"{description} [{variable}=true]" }, variable);

    /// <summary>What was given, or null.</summary>
    /// <exception cref="CommandFailedException">The variable of a switch is neither true nor false.</exception>
    public string? Read(ParseResult parsed, Func<string, string?> environment)
    {
        if (IsOnCommandLine(parsed))
        {
            return isSwitch
                ? parsed.GetValue((Option<bool>)Option) ? "true" : null
                : parsed.GetValue((Option<string?>)Option);
        }

        var value = environment(variable)?.Trim();
        return value switch
        {
            null or "" => null,
            _ when !isSwitch => value,
            "true" or "1" => "true",
            "false" or "0" => null,
            _ => throw new CommandFailedException(ExitCodes.Usage, $"{variable} is '{value}'; it must be true or false."),
        };
    }

    /// <summary>How the person who gave the value calls it.</summary>
    public string SourceIn(ParseResult parsed) => IsOnCommandLine(parsed) ? Option.Name : variable;

    /// <summary>The file that the value names.</summary>
    /// <exception cref="CommandFailedException">It cannot be read.</exception>
    public byte[] ReadFile(string path, ParseResult parsed)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException(ExitCodes.Usage, $"{SourceIn(parsed)} names the file '{path}', which cannot be read: {fault.Message}");
        }
    }

    private bool IsOnCommandLine(ParseResult parsed) => parsed.GetResult(Option) is { Implicit: false };
}
