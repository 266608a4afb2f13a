using System.Globalization;

namespace Bench;

/// <summary>What a command line gives, taken from it piece by piece; what is left at the end is not understood.</summary>
internal sealed class CommandLine
{
    private readonly List<string> left;

    private CommandLine(string[] args) => left = [.. args];

    /// <summary>The machine that a measurement is of, and whether others work on it too.</summary>
    public static string Machine => $"{Environment.ProcessorCount} cores, load before: {File.ReadAllText("/proc/loadavg").Trim()}";

    /// <summary>Reads a program's options and runs it.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="usage">What <c>--help</c> prints.</param>
    /// <param name="read">Takes the options.</param>
    /// <param name="run">The program; gives its exit status.</param>
    /// <returns>The exit status: 2 where the command line is not as the usage says.</returns>
    public static async Task<int> RunAsync<TOptions>(string[] args, string usage, Func<CommandLine, TOptions> read, Func<TOptions, Task<int>> run)
    {
        if (args is ["--help" or "-h"])
        {
            Console.WriteLine(usage);
            return 0;
        }

        TOptions options;
        try
        {
            var given = new CommandLine(args);
            options = read(given);
            if (given.left is [var stranger, ..])
            {
                throw new ArgumentException($"{stranger} is not understood; see --help.");
            }
        }
        catch (ArgumentException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }

        return await run(options);
    }

    /// <summary>The first word where it is one of these, or else null.</summary>
    public string? Word(params ReadOnlySpan<string> words) => left is [var first, ..] && words.Contains(first) && left.Remove(first) ? first : null;

    /// <summary>Whether an option is there that has no value.</summary>
    public bool Has(string option) => left.Remove(option);

    /// <summary>An option's value; null where it is not there.</summary>
    /// <exception cref="ArgumentException">The option is there without a value.</exception>
    public string? Text(string option)
    {
        var place = left.IndexOf(option);
        if (place < 0)
        {
            return null;
        }

        var value = place + 1 < left.Count ? left[place + 1] : throw new ArgumentException($"{option} needs a value; see --help.");
        left.RemoveRange(place, 2);
        return value;
    }

    /// <summary>An option's value as a whole number.</summary>
    /// <exception cref="ArgumentException">The value is no whole number, or less than the least.</exception>
    public int Number(string option, int otherwise, int least = 1) =>
        Text(option) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
        : throw new ArgumentException($"{option} {text}: give a whole number from {least} to {int.MaxValue}.");
}
