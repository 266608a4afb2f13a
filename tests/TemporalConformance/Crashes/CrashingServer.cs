using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TemporalConformance.Tests.Crashes;

/// <summary>A server with a worker in a process of its own, over one file, that can be killed at any moment.</summary>
internal sealed class CrashingServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private readonly string database = Path.Combine(Path.GetTempPath(), $"temporal-crash-{Guid.NewGuid():N}.db");
    private readonly int port = FreePort();
    private Process? process;

    /// <summary>The same after every restart.</summary>
    public string Address => $"127.0.0.1:{port}";

    /// <summary>Starts the process over what its predecessor left, and waits until it serves.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "TemporalCrashHost"))
        {
            ArgumentList = { database, port.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var ready = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(StartTime, cancellationToken);
        Assert.Equal($"ready {Address}", ready);
    }

    /// <summary>Kills it as the kernel would: nothing in it gets to run any more.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(database) + "*"))
        {
            File.Delete(file);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
