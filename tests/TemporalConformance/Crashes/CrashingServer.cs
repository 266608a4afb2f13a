using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TemporalConformance.Tests.Crashes;

/// <summary>A server with a worker in a process of its own, over one file, that is killed at any moment.</summary>
/// <param name="seed">Decides the moments.</param>
internal sealed class CrashingServer(int seed) : IAsyncDisposable
{
    /// <summary>Milliseconds; most lives are much shorter, and some end before anything was done.</summary>
    private const int LongestLife = 3_000;

    /// <summary>One life in so many ends before the server says that it serves.</summary>
    private const int KilledWhileStarting = 5;

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string database = Path.Combine(Path.GetTempPath(), $"temporal-crash-{Guid.NewGuid():N}.db");
    private readonly int port = FreePort();
    private readonly Random random = new(seed);
    private Process? process;

    /// <summary>The same after every restart.</summary>
    public string Address => $"127.0.0.1:{port}";

    /// <summary>Starts the process over what its predecessor left, and waits until it serves.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        var ready = await process!.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(StartTime, cancellationToken);
        Assert.Equal($"ready {Address}", ready);
    }

    /// <summary>Kills it at random moments, some of them while it recovers from the last time; in the end it serves.</summary>
    /// <param name="times">How often.</param>
    /// <param name="load">What keeps it busy; when this fails, there is no point in killing it further.</param>
    /// <param name="cancellationToken">Ends the killing.</param>
    public async Task KillAgainAndAgainAsync(int times, Task load, CancellationToken cancellationToken)
    {
        for (var kills = 0; kills < times; kills++)
        {
            var life = Task.Delay(random.Next(random.Next(1, LongestLife)), cancellationToken);
            if (await Task.WhenAny(life, load) == load)
            {
                await load;
            }

            await life;
            await KillAsync();
            if (kills < times - 1 && random.Next(KilledWhileStarting) == 0)
            {
                Launch();
            }
            else
            {
                await StartAsync(cancellationToken);
            }
        }
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

    /// <summary>
    /// A port that the system gives to no outgoing connection: a client that calls while the server is down could be given
    /// the very port, be connected to itself, and keep the server from listening there.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            var candidate = RandomNumberGenerator.GetInt32(15_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, candidate);
            try
            {
                listener.Start();
                return candidate;
            }
            catch (SocketException)
            {
                // Taken: another one will do
            }
        }
    }

    private void Launch() => process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "TemporalCrashHost"))
    {
        ArgumentList = { database, port.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>As the kernel would: nothing in it gets to run any more.</summary>
    private async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }
}
