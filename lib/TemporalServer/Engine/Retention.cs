using Microsoft.Extensions.Logging;
using TemporalServer.Engine.Flows;
using TemporalServer.Engine.Runs;
using Temporalio.Transport;

namespace TemporalServer.Engine;

/// <summary>
/// Deletes runs that closed longer ago than their namespace keeps them, and what deleted namespaces leave: a few at a
/// time with room for others in between, so that nobody waits for it.
/// </summary>
internal sealed partial class Retention(WorkflowEngine engine)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ILogger logger = engine.Logger;
    private ITimer? timer;
    private int sweeping;

    /// <summary>Sweeps from now on, in machine time.</summary>
    public void Start() => timer = engine.Clock.MachineTime.CreateTimer(
        static state => _ = ((Retention)state!).SweepAsync(), this, TimeSpan.Zero, engine.Options.RetentionSweep);

    public void Stop() => timer?.Dispose();

    /// <summary>Deletes all that is due. A sweep that is under way makes another one unnecessary.</summary>
    public async Task SweepAsync()
    {
        if (Interlocked.Exchange(ref sweeping, 1) == 1)
        {
            return;
        }

        try
        {
            foreach (var name in engine.Namespaces.Deleted)
            {
                await TryAsync(DeleteAllAsync, name).ConfigureAwait(false);
            }

            // A clock that jumps or runs fast is for tests and demonstrations, which look at what happened
            if (!engine.Clock.IsSkipping && !engine.Clock.IsScaled)
            {
                foreach (var item in engine.Namespaces.All)
                {
                    await TryAsync(SweepAsync, item.NamespaceInfo.Name).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            Volatile.Write(ref sweeping, 0);
        }
    }

    // One namespace that cannot be swept must not keep the others from it
    private async Task TryAsync(Func<string, Task> sweep, string name)
    {
        try
        {
            await sweep(name).ConfigureAwait(false);
        }
        catch (Exception) when (engine.Stopping.IsCancellationRequested)
        {
            // The next start goes on with it
        }
#pragma warning disable CA1031 // Nobody awaits a sweep, and the next one does what this one left
        catch (Exception fault)
#pragma warning restore CA1031
        {
            // That storage does not work has been told by whoever writes
            if (fault is not GrpcStatusException)
            {
                LogTrouble(fault);
            }
        }
    }

    private async Task SweepAsync(string name)
    {
        var before = (engine.Clock.Now - engine.Namespaces.RetentionOf(name)).UtcTicks;
        while (Closed(name, before) is { Count: > 0 } keys)
        {
            await DeleteFlow.RemoveAsync(engine, keys).ConfigureAwait(false);
            await Task.Delay(Pause, engine.Clock.MachineTime, engine.Stopping).ConfigureAwait(false);
        }
    }

    private async Task DeleteAllAsync(string name)
    {
        while (All(name) is { Count: > 0 } keys)
        {
            foreach (var key in keys.Where(key => engine.Runs.Find(key) is not null))
            {
                await WorkflowEngine.EnterAsync(() => engine.Find(key), End).ConfigureAwait(false);
            }

            await DeleteFlow.RemoveAsync(engine, keys).ConfigureAwait(false);
            await Task.Delay(Pause, engine.Clock.MachineTime, engine.Stopping).ConfigureAwait(false);
        }

        await engine.Namespaces.ForgetAsync(name).ConfigureAwait(false);
    }

    private static bool End(WorkflowRun run)
    {
        if (run.IsOpen)
        {
            run.Touch();
            Signals.Terminate(run, "Namespace deleted", null, "history-service");
        }

        return true;
    }

    private List<long> Closed(string name, long before) => Keys(
        "SELECT key FROM visibility WHERE namespace = $namespace AND close_time < $before ORDER BY close_time LIMIT 50", name, before);

    private List<long> All(string name) => Keys("SELECT key FROM visibility WHERE namespace = $namespace LIMIT 50", name, 0);

    private List<long> Keys(string sql, string name, long before) => engine.Database.Read(connection =>
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$namespace", name);
        command.Parameters.AddWithValue("$before", before);
        using var reader = command.ExecuteReader();
        List<long> keys = [];
        while (reader.Read())
        {
            keys.Add(reader.GetInt64(0));
        }

        return keys;
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "Closed workflows could not be deleted; it is tried again")]
    private partial void LogTrouble(Exception error);
}
