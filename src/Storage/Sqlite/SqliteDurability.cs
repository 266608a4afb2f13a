namespace Notify.Storage.Sqlite;

/// <summary>What an acknowledged write survives.</summary>
public enum SqliteDurability
{
    /// <summary>The end of the process, however sudden. A power cut may cost the last moments, never consistency.</summary>
    Normal,

    /// <summary>A power cut too: the disk is flushed before a group of writes is acknowledged.</summary>
    Full,
}
