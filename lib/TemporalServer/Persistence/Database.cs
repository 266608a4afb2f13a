using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Clock;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Persistence;

/// <summary>The server's one SQLite file: a writer with group commit, and a pool of read connections.</summary>
internal sealed class Database : IDisposable
{
    private const string WorkflowTimeMark = "workflow_time";
    private const int BusyMilliseconds = 30_000;

    private readonly ConcurrentBag<StorageSession> readers = [];
    private readonly string connectionString;
    private readonly string? temporaryFile;
    private readonly ServerClock clock;

    private Database(string path, bool temporary, bool full, ServerClock clock, ILoggerFactory logging)
    {
        this.clock = clock;
        temporaryFile = temporary ? path : null;
        connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusyMilliseconds / 1000 }.ToString();
        var connection = Open();
        Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(full ? "FULL" : "NORMAL")}; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");
        Execute(connection, Schema.Sql);
        IndexAttributes(connection);
        Execute(connection, Schema.Statistics);
        using (var stored = connection.CreateCommand())
        {
            stored.CommandText = "SELECT value FROM meta WHERE name = 'workflow_time'";
            if (clock.IsScaled && stored.ExecuteScalar() is long ticks)
            {
                clock.ResumeFrom(new DateTimeOffset(ticks, TimeSpan.Zero));
            }
        }

        Writer = new GroupCommitWriter(connection, MarkWorkflowTime, logging.CreateLogger<GroupCommitWriter>());
    }

    /// <summary>Where every change goes.</summary>
    public GroupCommitWriter Writer { get; }

    /// <summary>Opens the file, or a temporary one that is deleted at disposal, and brings its tables up.</summary>
    /// <param name="path">The file; null for a temporary one.</param>
    /// <param name="full">Survive a power cut (<c>synchronous=FULL</c>), not only a crash of the process.</param>
    /// <param name="clock">Whose workflow time the file keeps from going back.</param>
    /// <param name="logging">Told when the file cannot be written; null for nobody.</param>
    public static Database Open(string? path, bool full, ServerClock clock, ILoggerFactory? logging = null)
    {
        SqliteLibrary.Load();
        var file = path is null ? Path.Combine(Path.GetTempPath(), $"temporal-{Guid.NewGuid():N}.db") : Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        CreateForOwner(file);
        return new Database(file, path is null, full, clock, logging ?? NullLoggerFactory.Instance);
    }

    /// <summary>Reads through a pooled connection that sees the last commit.</summary>
    public T Read<T>(Func<SqliteConnection, T> read) => ReadPrepared(session => read(session.Connection));

    /// <summary>As <see cref="Read{T}"/>, for what is read so often that its statements stay prepared.</summary>
    public T ReadPrepared<T>(Func<StorageSession, T> read)
    {
        if (!readers.TryTake(out var session))
        {
            session = new StorageSession(Open());
            Execute(session.Connection, "PRAGMA query_only=ON");
        }

        try
        {
            return read(session);
        }
        finally
        {
            readers.Add(session);
        }
    }

    /// <summary>Stores the workflow time reached, so that a scaled clock resumes from it.</summary>
    public void MarkWorkflowTime(StorageSession session)
    {
        if (clock.IsScaled)
        {
            session.Execute(
                "INSERT INTO meta (name, value) VALUES ($0, $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                WorkflowTimeMark, clock.Now.UtcTicks);
        }
    }

    /// <summary>
    /// Writes the file anew from its live rows and empties the log, so that no byte of what was deleted is left. Deleting
    /// alone leaves it in free pages; SQLite's secure_delete, which would cost every deletion, leaves older pages in the log.
    /// </summary>
    /// <exception cref="IOException">Readers held the log for too long; what was deleted may still be in it.</exception>
    public Task ScrubAsync() => Writer.RunAloneAsync(static session =>
    {
        // The new file is made beside the old one, not in memory
        session.Execute("PRAGMA temp_store=FILE");
        session.Execute("VACUUM");
        session.Execute("PRAGMA temp_store=MEMORY");
        if (session.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new IOException("The server's log could not be emptied, because readers held it for too long. Scrub again when less is being read.");
        }
    });

    /// <summary>Stops without writing what is queued, as a crash would; for tests of recovery.</summary>
    public void Crash() => Writer.Stop(drain: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        foreach (var reader in readers)
        {
            reader.Dispose();
        }

        if (temporaryFile is not null)
        {
            foreach (var suffix in (string[])["", "-wal", "-shm"])
            {
                File.Delete(temporaryFile + suffix);
            }
        }
    }

    // Temporary folders are everybody's; SQLite gives its other files the mode of this one
    private static void CreateForOwner(string file)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(file))
        {
            new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }

    // Also those that an earlier version of the server added
    private static void IndexAttributes(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT name, type FROM search_attributes UNION VALUES ('TemporalScheduledById', 2)";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (AttributeIndex.Serves(rows.GetString(0), (IndexedValueType)rows.GetInt32(1)))
            {
                Execute(connection, AttributeIndex.Create(rows.GetString(0)));
            }
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Pragmas and constants of this assembly
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        TextSearch.Register(connection);
        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
        return connection;
    }
}
