using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notify.WebUi;

/// <summary>Walks through the Web UI in a browser of its own: a script under <c>journeys</c>, run by Node.</summary>
/// <param name="ui">Base address of the Web UI.</param>
internal sealed class Journey(Uri ui)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string Root = FindRoot();
    private static readonly string NodeModules = Path.Combine(Root, "ui", "node_modules");
    private static readonly string Pictures = Path.Combine(Root, "artifacts", "test-results");

    /// <summary>Takes the journey to its end.</summary>
    /// <param name="name">The script's name.</param>
    /// <param name="arguments">What the script asks for.</param>
    /// <returns>What the journey found on its way.</returns>
    /// <exception cref="InvalidOperationException">It did not get to its end, or a page did what it must not: the message says what, and where a picture is.</exception>
    public async Task<JsonNode?> TakeAsync(string name, JsonObject arguments)
    {
        Directory.CreateDirectory(Pictures);
        arguments["ui"] = ui.ToString();
        arguments["browser"] = FindBrowser();
        arguments["picture"] = Path.Combine(Pictures, $"journey-{name}.png");
        using var process = Launch(name, arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0
                ? JsonNode.Parse(await output)
                : throw new InvalidOperationException($"The journey '{name}' failed: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Launch(string name, JsonObject arguments)
    {
        if (!Directory.Exists(Path.Combine(NodeModules, "playwright-core")))
        {
            throw new InvalidOperationException($"Playwright is missing under {NodeModules}. Install it: ./notify setup --tests");
        }

        var script = Path.Combine(Root, "tests", "WebUi", "journeys", "run.js");
        var start = new ProcessStartInfo("node", [script, name, arguments.ToJsonString(JsonSerializerOptions.Default)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = NodeModules },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new InvalidOperationException($"The journeys need Node 20 or later as 'node' on the PATH: {fault.Message}", fault);
        }
    }

    private static string FindBrowser()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium is on the PATH. Install Debian's package chromium: ./notify setup --tests");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds global.json; run the tests from a build in the repository.");
        }

        return folder;
    }
}
