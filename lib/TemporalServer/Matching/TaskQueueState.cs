namespace TemporalServer.Matching;

/// <summary>One queue: tasks that wait for pollers, or pollers that wait for tasks, first come first served.</summary>
internal sealed class TaskQueueState
{
    private readonly Lock gate = new();
    private readonly Queue<OfferedTask> tasks = [];
    private readonly LinkedList<Poller> pollers = [];
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>How many tasks wait.</summary>
    public int Backlog
    {
        get
        {
            lock (gate)
            {
                return tasks.Count;
            }
        }
    }

    public void Offer(OfferedTask task)
    {
        lock (gate)
        {
            while (pollers.First is { } first)
            {
                pollers.RemoveFirst();
                if (first.Value.Result.TrySetResult(task))
                {
                    return;
                }
            }

            tasks.Enqueue(task);
        }
    }

    /// <summary>Waits for a task.</summary>
    /// <returns>Null when the time is over or the worker shuts down.</returns>
    public async Task<OfferedTask?> PollAsync(string identity, string workerKey, DateTimeOffset now, TimeSpan patience, CancellationToken cancellationToken)
    {
        Poller poller;
        lock (gate)
        {
            seen[identity] = now;
            if (tasks.TryDequeue(out var ready))
            {
                return ready;
            }

            poller = new Poller(workerKey);
            pollers.AddLast(poller.Node);
        }

        try
        {
            return await poller.Result.Task.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            lock (gate)
            {
                poller.Withdraw();
            }

            // The offer may have crossed with the end of the wait: it must not get lost
            if (!poller.Result.TrySetResult(null) && await poller.Result.Task.ConfigureAwait(false) is { } crossed)
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    return crossed;
                }

                Offer(crossed);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>A worker shuts down: its polls end without a task.</summary>
    public void Release(string workerKey)
    {
        lock (gate)
        {
            for (var node = pollers.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.WorkerKey == workerKey)
                {
                    pollers.Remove(node);
                    node.Value.Result.TrySetResult(null);
                }

                node = next;
            }
        }
    }

    /// <summary>Takes out every task that waits.</summary>
    public IReadOnlyList<OfferedTask> Drain()
    {
        lock (gate)
        {
            OfferedTask[] waiting = [.. tasks];
            tasks.Clear();
            return waiting;
        }
    }

    /// <summary>Whether a poller waits, or one was there since <paramref name="since"/>.</summary>
    public bool IsServed(DateTimeOffset since)
    {
        lock (gate)
        {
            return pollers.Count > 0 || seen.Values.Any(time => time >= since);
        }
    }

    /// <summary>Who polled since <paramref name="since"/>, and when last.</summary>
    public IReadOnlyList<(string Identity, DateTimeOffset Time)> Pollers(DateTimeOffset since)
    {
        lock (gate)
        {
            return [.. seen.Where(entry => entry.Value >= since).Select(entry => (entry.Key, entry.Value))];
        }
    }

    private sealed class Poller
    {
        public Poller(string workerKey)
        {
            WorkerKey = workerKey;
            Node = new LinkedListNode<Poller>(this);
        }

        public string WorkerKey { get; }

        public LinkedListNode<Poller> Node { get; }

        public TaskCompletionSource<OfferedTask?> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Withdraw() => Node.List?.Remove(Node);
    }
}
