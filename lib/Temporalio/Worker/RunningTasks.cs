namespace Temporalio.Worker;

/// <summary>Counts what is running, so that going down can wait for it. Thread-safe.</summary>
internal sealed class RunningTasks
{
    private readonly Lock gate = new();
    private int count;
    private TaskCompletionSource? empty;

    public void Add(Task task)
    {
        lock (gate)
        {
            count++;
        }

        task.ContinueWith(
            static (_, state) => ((RunningTasks)state!).Remove(), this,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task WhenEmptyAsync()
    {
        lock (gate)
        {
            return count == 0
                ? Task.CompletedTask
                : (empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Remove()
    {
        lock (gate)
        {
            if (--count == 0)
            {
                empty?.TrySetResult();
                empty = null;
            }
        }
    }
}
