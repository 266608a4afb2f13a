using System.CommandLine;
using System.Globalization;
using Notify.Cli.Output;
using Notify.SampleData;
using Spectre.Console;

namespace Notify.Cli.Commands;

/// <summary><c>notify sample</c>.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var defaults = new SampleOptions();
        var users = Rows("--users", "Customers.", defaults.Users);
        var products = Rows("--products", "Products.", defaults.Products);
        var purchases = Rows("--purchases", "Purchases.", defaults.Purchases);
        var campaigns = Rows("--campaigns", "Campaigns.", defaults.Campaigns);
        var seed = new Option<long>("--seed")
        {
            Description = "The same seed makes the same bytes.", HelpName = "S", DefaultValueFactory = _ => defaults.Seed,
        };
        var at = CommonOptions.At($"The day around which the data lies; {defaults.AsOf:yyyy-MM-dd} when left out.");
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder to write to; made when absent.", HelpName = "DIR", Required = true };
        var json = CommonOptions.Json();
        var command = new Command("sample", "Make up a shop: CSV files to try Notify with, whose customers have tastes that it can learn.")
        {
            users, products, purchases, campaigns, seed, at, folder, json,
        };
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var options = new SampleOptions
            {
                Users = parsed.GetValue(users),
                Products = parsed.GetValue(products),
                Purchases = parsed.GetValue(purchases),
                Campaigns = parsed.GetValue(campaigns),
                Seed = parsed.GetValue(seed),
                AsOf = parsed.GetValue(at) is { } day ? DateOnly.FromDateTime(day.UtcDateTime) : defaults.AsOf,
            };
            var target = parsed.GetValue(folder)!.FullName;
            try
            {
                await SampleWriter.WriteAsync(options, target, cancellationToken).ConfigureAwait(false);
            }
            catch (ArgumentException fault)
            {
                throw new CommandFailedException(ExitCodes.Usage, fault.Message);
            }

            terminal.Write(Directory.GetFiles(target).Order(StringComparer.Ordinal).Select(Describe).ToList(), () => TableOf(target));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Option<int> Rows(string name, string what, int fallback) => new(name)
    {
        Description = what,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        Validators = { CommonOptions.Between(0, SampleOptions.MostRows) },
    };

    private static SampleFile Describe(string path) => new(path, new FileInfo(path).Length);

    private static Table TableOf(string folder)
    {
        var table = Tables.New("file", "bytes");
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(Describe))
        {
            table.AddRow(new Text(file.File), new Text(file.Bytes.ToString("N0", CultureInfo.InvariantCulture)));
        }

        return table;
    }

    private sealed record SampleFile(string File, long Bytes);
}
