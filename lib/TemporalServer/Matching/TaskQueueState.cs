namespace TemporalServer.Matching;

/// <summary>One queue: tasks that wait for pollers, or pollers that wait for tasks, first come first served.</summary>
/// <param name="time">Machine time.</param>
internal sealed class TaskQueueState(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<OfferedTask> tasks = [];
    private readonly LinkedList<Poller> pollers = [];
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);
    private DispatchRate? rate;
    private ITimer? pump;

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
            if (rate is not null)
            {
                tasks.Enqueue(task);
                Pump();
                return;
            }

            if (!HandOver(task))
            {
                tasks.Enqueue(task);
            }
        }
    }

    /// <summary>Limits how many tasks a second are handed out, from now on.</summary>
    public void Limit(double perSecond)
    {
        lock (gate)
        {
            (rate ??= new(time)).Limit(perSecond);
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
            if (rate is null && tasks.TryDequeue(out var ready))
            {
                return ready;
            }

            poller = new Poller(workerKey);
            pollers.AddLast(poller.Node);
            Pump();
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

    /// <summary>Gives a task to the poller that has waited longest, if any waits.</summary>
    private bool HandOver(OfferedTask task)
    {
        while (pollers.First is { } first)
        {
            pollers.RemoveFirst();
            if (first.Value.Result.TrySetResult(task))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Hands out what the rate allows, and comes back for the rest.</summary>
    private void Pump()
    {
        if (rate is not { } limit)
        {
            return;
        }

        while (tasks.TryPeek(out var task) && pollers.Count > 0)
        {
            if (!limit.TryTake())
            {
                pump ??= time.CreateTimer(static state => ((TaskQueueState)state!).PumpLater(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                pump.Change(limit.Wait, Timeout.InfiniteTimeSpan);
                return;
            }

            if (HandOver(task))
            {
                tasks.Dequeue();
            }
        }
    }

    private void PumpLater()
    {
        lock (gate)
        {
            Pump();
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
