namespace TemporalServer.Persistence;

/// <summary>Something the writer puts into the next transaction.</summary>
internal interface IStorageWrite
{
    /// <summary>Writes, on the writer's thread, inside the transaction; again, with the same rows, when that one failed.</summary>
    void Apply(StorageSession session);

    /// <summary>The transaction that holds the write is durable.</summary>
    void Committed();

    /// <summary>The transaction failed and is tried again until it succeeds; whoever waits should be told.</summary>
    void Delayed(Exception error);

    /// <summary>The write is lost.</summary>
    void Failed(Exception error);
}
