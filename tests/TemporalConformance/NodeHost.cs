using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TemporalConformance.Tests;

/// <summary>
/// A script over the official TypeScript SDK in a Node process, which takes commands as lines of JSON. One process
/// serves all tests of its kind, as bundling the workflows takes many seconds.
/// </summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> waiting = new();
    private readonly StringBuilder log = new();
    private readonly SemaphoreSlim writing = new(1);
    private int lastId;

    private NodeHost(Process process) => this.process = process;

    /// <summary>Starts the process and waits until it is ready for commands.</summary>
    /// <param name="script">Below the scripts' folder.</param>
    /// <param name="arguments">The script's own.</param>
    /// <exception cref="InvalidOperationException">Node or its packages are missing, or the script failed.</exception>
    public static async Task<NodeHost> StartAsync(string script, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(RepositoryPaths.NodeModules, "@temporalio", "worker")))
        {
            throw new InvalidOperationException(
                $"The official TypeScript SDK is missing under {RepositoryPaths.NodeModules}. Install it: npm ci --prefix native");
        }

        var host = new NodeHost(Launch(script, arguments));
        var ready = host.Expect(0);
        _ = host.ReadAnswersAsync();
        _ = host.ReadLogAsync();
        await ready.WaitAsync(StartTime);
        return host;
    }

    /// <summary>Runs a command and returns its result.</summary>
    /// <exception cref="InvalidOperationException">The command failed; the message is Node's account of it.</exception>
    public async Task<JsonNode?> CallAsync(string command, JsonObject arguments)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = Expect(id);
        arguments["id"] = id;
        arguments["command"] = command;
        await writing.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(arguments.ToJsonString());
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            writing.Release();
        }

        return await answer;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopTime);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        writing.Dispose();
    }

    private static Process Launch(string script, string[] arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = RepositoryPaths.NodeModules },
        };
        foreach (var argument in arguments.Prepend(Path.Combine(RepositoryPaths.Scripts, script)))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new InvalidOperationException(
                $"The conformance tests drive the official TypeScript SDK and need Node 20 or later as 'node' on the PATH: {fault.Message}", fault);
        }
    }

    private Task<JsonNode?> Expect(int id) =>
        waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private async Task ReadAnswersAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            try
            {
                var answer = JsonNode.Parse(line)!;
                var waiter = waiting[(int)answer["id"]!];
                if ((bool)answer["ok"]!)
                {
                    waiter.TrySetResult(answer["result"]);
                }
                else
                {
                    waiter.TrySetException(new InvalidOperationException($"{answer["error"]}\nNode's log:\n{Log()}"));
                }
            }
            catch (JsonException)
            {
                Append(line);
            }
        }

        foreach (var waiter in waiting.Values)
        {
            waiter.TrySetException(new InvalidOperationException($"Node ended. Its log:\n{Log()}"));
        }
    }

    private async Task ReadLogAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            Append(line);
        }
    }

    private void Append(string line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }

    private string Log()
    {
        const int Shown = 6000;
        lock (log)
        {
            return log.ToString(Math.Max(0, log.Length - Shown), Math.Min(Shown, log.Length));
        }
    }
}
