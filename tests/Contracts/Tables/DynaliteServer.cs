using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Notify.Contracts.Tables;

/// <summary>A DynamoDB server in memory (dynalite from npm), started by the test run and ended with it.</summary>
public sealed class DynaliteServer : IAsyncLifetime
{
    // Ends by itself when the test run is gone: its standard input closes then
    private const string Program = """
        const server = require(process.argv[1])({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
        server.listen(0, '127.0.0.1', () => console.log(server.address().port));
        process.stdin.on('end', () => process.exit(0)).resume();
        """;

    private Process? process;

    /// <summary>Its address; a free port of this machine's loopback.</summary>
    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "-e", Program, Path.Combine(Here(), "../../../native/node_modules/dynalite") },
        };
        process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var port = await process.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException("dynalite did not start; run scripts/setup to install what comes from npm.");
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await process.WaitForExitAsync(patience.Token);
            process.Dispose();
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
