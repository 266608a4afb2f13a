namespace TemporalServer.Persistence;

/// <summary>Something the writer puts into the next transaction.</summary>
internal interface IStorageWrite
{
    /// <summary>Writes; called once, on the writer's thread, inside the transaction.</summary>
    void Apply(StorageSession session);

    /// <summary>The transaction that holds the write is durable.</summary>
    void Committed();

    /// <summary>The write is lost.</summary>
    void Failed(Exception error);
}
