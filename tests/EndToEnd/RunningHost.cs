using System.Diagnostics;
using System.Text.Json;

namespace Notify.EndToEnd;

/// <summary><c>notify up</c> as a process, from ready to ended.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Uri? ui;

    private RunningHost(Process process, HttpClient api, string temporal, Uri? ui)
    {
        this.process = process;
        Api = api;
        Temporal = temporal;
        this.ui = ui;
    }

    public HttpClient Api { get; }

    /// <summary><c>host:port</c> of the Temporal server.</summary>
    public string Temporal { get; }

    /// <summary>Where Temporal's web UI and its HTTP API are.</summary>
    public Uri Ui => ui ?? throw new InvalidOperationException("This host works on a cluster, which has its own web UI.");

    /// <summary>Starts a host on free ports and waits until it has published where it is.</summary>
    public static Task<RunningHost> StartAsync(string home, params IEnumerable<string> options) =>
        StartAsync(home, new Dictionary<string, string>(), ["--temporal-port", "0", "--ui-port", "0", .. options]);

    /// <summary>Starts a host with environment variables of its own, and waits until it has published where it is.</summary>
    public static async Task<RunningHost> StartAsync(string home, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> options)
    {
        var addressFile = Path.Combine(home, "host.json");
        File.Delete(addressFile);
        var process = NotifyProgram.Start(environment, ["up", "--home", home, "--port", "0", .. options]);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.Add(line.Data ?? "");
            }
        };
        process.BeginErrorReadLine();
        await Condition.WaitAsync(() => File.Exists(addressFile) || process.HasExited, StartLimit, "the host is ready");
        if (process.HasExited)
        {
            lock (errors)
            {
                throw new InvalidOperationException($"The host ended with {process.ExitCode}: {string.Join('\n', errors)}");
            }
        }

        using var address = JsonDocument.Parse(await File.ReadAllTextAsync(addressFile, TestContext.Current.CancellationToken));
        return new RunningHost(
            process, new HttpClient { BaseAddress = new Uri(Of("Api")!) }, Of("Temporal")!, Of("Ui") is { } ui ? new Uri(ui) : null);

        string? Of(string what) => address.RootElement.GetProperty(what).GetString();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(StartLimit);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }
}
