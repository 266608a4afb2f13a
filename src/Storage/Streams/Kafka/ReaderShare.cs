namespace Notify.Storage.Streams.Kafka;

/// <summary>
/// One reader's share of a topic: the partitions that are its own, the records read ahead of its caller, and how far it
/// has committed. Partitions come and go with rebalances; what was read from one that has gone is dropped, because
/// another reader reads it now.
/// </summary>
/// <param name="capacity">From how many records on no further ones are wanted.</param>
/// <param name="maxBytes">From how many bytes on no further ones are wanted.</param>
internal sealed class ReaderShare(int capacity, long maxBytes)
{
    private static readonly Comparison<PackedRecord> ByPosition = static (one, other) =>
        (one.Position.Partition, one.Position.Offset).CompareTo((other.Position.Partition, other.Position.Offset));

    private readonly Lock gate = new();
    private readonly Dictionary<int, Tenure> owned = [];
    private Queue<PackedRecord> ahead = new();
    private long bytes;

    /// <summary>How many records are read ahead.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return ahead.Count;
            }
        }
    }

    /// <summary>Whether no further records are wanted for now.</summary>
    public bool IsFull
    {
        get
        {
            lock (gate)
            {
                return ahead.Count >= capacity || bytes >= maxBytes;
            }
        }
    }

    /// <summary>The partitions that are this reader's.</summary>
    public int[] Partitions
    {
        get
        {
            lock (gate)
            {
                return [.. owned.Keys.Order()];
            }
        }
    }

    /// <summary>Partitions have become this reader's.</summary>
    public void Assign(IEnumerable<int> partitions)
    {
        lock (gate)
        {
            foreach (var partition in partitions)
            {
                owned[partition] = new Tenure();
            }
        }
    }

    /// <summary>Partitions are this reader's no longer.</summary>
    public void Revoke(IEnumerable<int> partitions)
    {
        lock (gate)
        {
            foreach (var partition in partitions)
            {
                owned.Remove(partition);
            }

            ahead = new(ahead.Where(one => owned.ContainsKey(one.Position.Partition)));
            bytes = ahead.Sum(one => (long)one.Bytes.Length);
        }
    }

    /// <summary>A record was read.</summary>
    public void Add(PackedRecord record)
    {
        lock (gate)
        {
            if (owned.ContainsKey(record.Position.Partition))
            {
                ahead.Enqueue(record);
                bytes += record.Bytes.Length;
            }
        }
    }

    /// <summary>Hands out the next records, null where there are none.</summary>
    /// <param name="most">At most so many.</param>
    public ReadBatch? Take(int most)
    {
        lock (gate)
        {
            if (ahead.Count == 0)
            {
                return null;
            }

            var taken = new PackedRecord[Math.Min(most, ahead.Count)];
            for (var i = 0; i < taken.Length; i++)
            {
                taken[i] = ahead.Dequeue();
                bytes -= taken[i].Bytes.Length;
            }

            Array.Sort(taken, ByPosition);
            var ends = new Dictionary<int, BatchEnd>();
            foreach (var (_, (partition, offset)) in taken)
            {
                ends[partition] = new BatchEnd(owned[partition], offset + 1);
            }

            return new ReadBatch(new PackedRecords(taken), ends);
        }
    }

    /// <summary>What of a batch this reader may commit and has not committed yet, and which partitions it has lost since.</summary>
    public (IReadOnlyList<(int Partition, long Next)> Due, IReadOnlyList<int> Lost) Committable(ReadBatch batch)
    {
        var due = new List<(int, long)>();
        var lost = new List<int>();
        lock (gate)
        {
            foreach (var (partition, end) in batch.Ends)
            {
                // Lost and won back is lost too: another reader may have come further in between
                if (!owned.TryGetValue(partition, out var tenure) || tenure != end.Tenure)
                {
                    lost.Add(partition);
                }
                else if (end.Next > tenure.Committed)
                {
                    due.Add((partition, end.Next));
                }
            }
        }

        return (due, lost);
    }

    /// <summary>The brokers have taken a commit in.</summary>
    public void Committed(IEnumerable<(int Partition, long Next)> done)
    {
        lock (gate)
        {
            foreach (var (partition, next) in done)
            {
                if (owned.TryGetValue(partition, out var tenure))
                {
                    tenure.Committed = Math.Max(tenure.Committed, next);
                }
            }
        }
    }
}

/// <summary>One uninterrupted time in which a partition is a reader's.</summary>
internal sealed class Tenure
{
    /// <summary>How far the reader has committed in it.</summary>
    public long Committed { get; set; }
}

/// <summary>How far a batch reaches in a partition, and in which tenure it was read.</summary>
internal readonly record struct BatchEnd(Tenure Tenure, long Next);

/// <summary>Records handed out together, in order of partition and offset.</summary>
internal sealed record ReadBatch(IReadOnlyList<StreamRecord> Records, IReadOnlyDictionary<int, BatchEnd> Ends);
