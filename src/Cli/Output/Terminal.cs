using System.Text.Json;
using Spectre.Console;

namespace Notify.Cli.Output;

/// <summary>Where a command writes: data on stdout, everything said to a person on stderr. NO_COLOR is honoured.</summary>
internal sealed class Terminal
{
    private Terminal(bool json)
    {
        IsJson = json;
        Data = Create(Console.Out);
        Messages = Create(Console.Error);
    }

    /// <summary>Whether data is to be written as JSON.</summary>
    public bool IsJson { get; }

    /// <summary>For tables and other data.</summary>
    public IAnsiConsole Data { get; }

    /// <summary>For progress, hints and errors.</summary>
    public IAnsiConsole Messages { get; }

    public static Terminal Open(bool json) => new(json);

    /// <summary>Writes data: as JSON when asked for, else as the table given.</summary>
    public void Write<T>(T data, Func<Spectre.Console.Rendering.IRenderable> table)
    {
        if (IsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(data, ApiJson.Indented));
        }
        else
        {
            Data.Write(table());
        }
    }

    /// <summary>Says something to a person.</summary>
    public void Say(string text)
    {
        // In a pipe a message stays on one line, so that it can be searched for
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(text);
        }
        else
        {
            Messages.WriteLine(text);
        }
    }

    private static IAnsiConsole Create(TextWriter writer)
    {
        var isTerminal = writer == Console.Out ? !Console.IsOutputRedirected : !Console.IsErrorRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                ? ColorSystemSupport.Detect
                : ColorSystemSupport.NoColors,
        });

        // A pipe has no width of its own; wide enough that no row is broken
        if (!isTerminal)
        {
            console.Profile.Width = 160;
        }

        return console;
    }
}
