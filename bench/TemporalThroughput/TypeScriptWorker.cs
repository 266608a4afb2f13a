using System.Diagnostics;

namespace TemporalThroughput;

/// <summary>The official TypeScript worker with the same workflow, in a process of its own.</summary>
internal sealed class TypeScriptWorker : IAsyncDisposable
{
    private readonly Process process;

    private TypeScriptWorker(Process process) => this.process = process;

    /// <summary>Starts it; null when Node or its packages are missing.</summary>
    public static async Task<TypeScriptWorker?> StartAsync(string address, string taskQueue)
    {
        var modules = Path.GetFullPath(Path.Combine("native", "node_modules"));
        if (!Directory.Exists(Path.Combine(modules, "@temporalio", "worker")))
        {
            return null;
        }

        var process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "ts", "worker.js"), address, taskQueue, modules },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["NODE_PATH"] = modules },
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                return new TypeScriptWorker(process);
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
