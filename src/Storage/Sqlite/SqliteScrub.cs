namespace Notify.Storage.Sqlite;

/// <summary>Rids a database file of the bytes of what was deleted.</summary>
/// <remarks>
/// Deleting leaves bytes in free pages, in the gaps that balancing a tree makes, and in older pages of the log. So the file is
/// written anew from its live rows, and the log is cut to nothing.
/// </remarks>
internal static class SqliteScrub
{
    /// <exception cref="StorageException">Readers held the log for too long, or the disk has no room for the new file.</exception>
    public static Task RunAsync(SqliteWriter writer, CancellationToken cancellationToken) => writer.RunAloneAsync(
        session =>
        {
            session.Execute("VACUUM");
            return session.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0
                ? true
                : throw new StorageException(
                    session.Path,
                    "The log could not be emptied, because readers held it for too long: deleted content may still be in it.",
                    "Scrub again when less is being read.");
        },
        cancellationToken);
}
