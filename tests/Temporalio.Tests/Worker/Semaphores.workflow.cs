using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Tasks that take turns, and how many of them were at it at most.</summary>
[Workflow]
public sealed class TurnsWorkflow
{
    private readonly List<string> order = [];
    private int inside;
    private int most;

    [WorkflowRun]
    public async Task<string[]> RunAsync(int permits, int tasks)
    {
        var semaphore = new Workflows.Semaphore(permits);
        await Workflow.WhenAllAsync(Enumerable.Range(0, tasks).Select(async number =>
        {
            await semaphore.WaitAsync();
            most = Math.Max(most, ++inside);
            order.Add($"{number}");
            await Workflow.DelayAsync(TimeSpan.FromMinutes(1));
            inside--;
            semaphore.Release();
        }));
        return [.. order, $"at most {most}", $"{semaphore.CurrentCount} of {semaphore.Max} free"];
    }
}

/// <summary>Waits for a mutex that another part of the workflow holds, in every way there is.</summary>
[Workflow]
public sealed class MutexWorkflow
{
    [WorkflowRun]
    public async Task<string[]> RunAsync()
    {
        var mutex = new Workflows.Mutex();
        await mutex.WaitOneAsync();
        var atOnce = await mutex.WaitOneAsync(TimeSpan.Zero);
        var tooLate = await mutex.WaitOneAsync(1000);
        using var source = new CancellationTokenSource();
        var cancelled = mutex.WaitOneAsync(source.Token);
        source.Cancel();
        var outcome = "taken";
        try
        {
            await cancelled;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
        }

        var patient = mutex.WaitOneAsync(TimeSpan.FromDays(1));
        mutex.ReleaseMutex();
        var inTime = await patient;
        mutex.ReleaseMutex();
        return [$"{atOnce}", $"{tooLate}", outcome, $"{inTime}", Refusal(mutex.ReleaseMutex), Refusal(() => _ = mutex.WaitOneAsync(-2))];
    }

    private static string Refusal(Action action)
    {
        try
        {
            action();
            return "done";
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return e.GetType().Name;
        }
    }
}
