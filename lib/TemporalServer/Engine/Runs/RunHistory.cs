using Google.Protobuf;
using TemporalServer.Persistence;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>
/// A run's events. The newest stay in memory until they are committed and a worker has seen them; events that arrive
/// while a workflow task is out wait in a buffer, because the worker's commands must follow what it saw.
/// </summary>
internal sealed class RunHistory(WorkflowRun run, HistoryStore store)
{
    private readonly List<HistoryEvent> tail = [];
    private readonly List<HistoryEvent> buffered = [];
    private long persistedNext = 1;
    private long committedNext = 1;
    private long head;
    private long committedHead;

    /// <summary>The id of the next event.</summary>
    public long NextId { get; private set; } = 1;

    /// <summary>Bytes of all events together.</summary>
    public long Size { get; private set; }

    /// <summary>Whether events wait for the outstanding workflow task.</summary>
    public bool HasBuffered => buffered.Count > 0;

    /// <summary>The events waiting for the outstanding workflow task.</summary>
    public IReadOnlyList<HistoryEvent> Buffered => buffered;

    /// <summary>Bytes of the events waiting for the outstanding workflow task.</summary>
    public long BufferedSize { get; private set; }

    /// <summary>Whether events exist in memory only.</summary>
    public bool HasUnpersisted => persistedNext < NextId;

    private long TailFirst => NextId - tail.Count;

    /// <summary>Appends an event at once.</summary>
    public HistoryEvent Append(HistoryEvent item)
    {
        item.EventTime ??= ProtoTime.ToTimestamp(run.Now);
        item.EventId = NextId++;
        item.TaskId = 1_048_576 + item.EventId;
        Size += item.CalculateSize();
        tail.Add(item);
        return item;
    }

    /// <summary>Appends an event that the outstanding workflow task must not meet, or keeps it until that task's commands are recorded.</summary>
    public HistoryEvent AppendOrBuffer(HistoryEvent item)
    {
        if (!run.WorkflowTask.IsStarted && !run.WorkflowTask.IsHeld)
        {
            return Append(item);
        }

        item.EventTime = ProtoTime.ToTimestamp(run.Now);
        buffered.Add(item);
        BufferedSize += item.CalculateSize();
        return item;
    }

    /// <summary>Appends what was buffered, in order of arrival.</summary>
    public void Flush()
    {
        Dictionary<long, long>? activityStarts = null;
        foreach (var item in buffered)
        {
            Append(item);
            if (item.EventType == EventType.ActivityTaskStarted)
            {
                (activityStarts ??= [])[item.ActivityTaskStartedEventAttributes.ScheduledEventId] = item.EventId;
            }
            else
            {
                StartedIds.Resolve(item, activityStarts, run.Children);
            }
        }

        buffered.Clear();
        BufferedSize = 0;
    }

    /// <summary>Takes the first buffered event that matches out of the buffer; null when none does.</summary>
    public HistoryEvent? TakeBuffered(Predicate<HistoryEvent> match)
    {
        var index = buffered.FindIndex(match);
        if (index < 0)
        {
            return null;
        }

        var item = buffered[index];
        buffered.RemoveAt(index);
        BufferedSize -= item.CalculateSize();
        return item;
    }

    /// <summary>Forgets events that are committed and that a worker has seen.</summary>
    public void Trim(long below)
    {
        var count = (int)(Math.Min(below, committedNext) - TailFirst);
        if (count > 0)
        {
            tail.RemoveRange(0, Math.Min(count, tail.Count));
        }
    }

    /// <summary>Events <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), from memory or the database.</summary>
    public List<HistoryEvent> Read(long from, long to)
    {
        to = Math.Min(to, NextId);
        if (from >= to)
        {
            return [];
        }

        var first = TailFirst;
        var events = from < first ? store.Read(committedHead, from, Math.Min(first, to)) : [];
        for (var id = Math.Max(from, first); id < to; id++)
        {
            events.Add(tail[(int)(id - first)]);
        }

        return events;
    }

    /// <summary>One event.</summary>
    public HistoryEvent Read(long id) => Read(id, id + 1)[0];

    /// <summary>Copies another run's events as this run's beginning; for a reset.</summary>
    public void Adopt(IEnumerable<HistoryEvent> events)
    {
        foreach (var item in events)
        {
            tail.Add(item);
            NextId = item.EventId + 1;
            Size += item.CalculateSize();
        }
    }

    /// <summary>The statement that writes new events, if there are any; the run's newest row.</summary>
    public long Persist(List<Statement> statements)
    {
        if (HasUnpersisted)
        {
            var events = new History();
            for (var i = (int)(persistedNext - TailFirst); i < tail.Count; i++)
            {
                events.Events.Add(tail[i]);
            }

            head = store.Append(statements, head, events);
            persistedNext = NextId;
        }

        return head;
    }

    /// <summary>What is written now will be visible; the mark to hand to <see cref="Committed"/>.</summary>
    public (long Head, long Next) Mark() => (head, persistedNext);

    /// <summary>The transaction of that mark was committed.</summary>
    public void Committed((long Head, long Next) mark) => (committedHead, committedNext) = mark;

    public void Write(StateWriter writer)
    {
        writer.Long(NextId);
        writer.Long(Size);
        writer.Long(buffered.Count);
        foreach (var item in buffered)
        {
            writer.Message(item);
        }
    }

    public void Read(StateReader reader, long storedHead)
    {
        NextId = persistedNext = committedNext = reader.Long();
        head = committedHead = storedHead;
        Size = reader.Long();
        for (var left = reader.Int(); left > 0; left--)
        {
            var item = reader.Message(HistoryEvent.Parser)!;
            buffered.Add(item);
            BufferedSize += item.CalculateSize();
        }
    }
}
