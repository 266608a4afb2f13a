using Microsoft.Data.Sqlite;
using TemporalServer.Persistence;

namespace TemporalServer.Tests.Persistence;

public sealed class StorageSessionTests : IDisposable
{
    private readonly StorageSession session;

    public StorageSessionTests()
    {
        SqliteLibrary.Load();
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        session = new StorageSession(connection);
        session.Execute("CREATE TABLE items (id INTEGER PRIMARY KEY, value UNIQUE)");
    }

    public void Dispose() => session.Dispose();

    [Fact]
    public void Execute_ParametersInAnyOrder_AreBoundByTheirNumbers()
    {
        session.Execute("INSERT INTO items (id, value) VALUES ($0, 'old')", 7L);

        Assert.Equal(1, session.Execute("UPDATE items SET value = $1 WHERE id = $0", 7L, 42L));
        Assert.Equal(42, session.Scalar("SELECT value FROM items WHERE id = $0", 7L));
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData(7L, "integer")]
    [InlineData(7, "integer")]
    [InlineData(0.5, "real")]
    [InlineData("Zoë", "text")]
    [InlineData(new byte[0], "blob")]
    [InlineData(new byte[] { 1, 2 }, "blob")]
    public void Execute_Value_KeepsItsType(object? value, string type)
    {
        session.Execute("INSERT INTO items (id, value) VALUES (1, $0)", value);

        Assert.Equal(1, session.Scalar("SELECT count(*) FROM items WHERE typeof(value) = $0 AND value IS $1", type, value));
    }

    [Fact]
    public void Execute_AfterARefusal_WorksAgain()
    {
        session.Execute("INSERT INTO items (value) VALUES ($0)", "once");

        var refusal = Assert.Throws<SqliteException>(() => session.Execute("INSERT INTO items (value) VALUES ($0)", "once"));

        Assert.Equal(19, refusal.SqliteErrorCode);
        Assert.Equal(1, session.Execute("INSERT INTO items (value) VALUES ($0)", "twice"));
    }

    [Fact]
    public void Execute_WrongNumberOfValuesOrUnknownType_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => session.Execute("INSERT INTO items (id, value) VALUES ($0, $1)", 1L));
        Assert.Throws<ArgumentException>(() => session.Execute("INSERT INTO items (value) VALUES ($0)", DateTime.UnixEpoch));
    }

    [Fact]
    public void Scalar_NoRowOrNull_IsNull()
    {
        session.Execute("INSERT INTO items (id, value) VALUES (1, NULL)");

        Assert.Null(session.Scalar("SELECT value FROM items WHERE id = 1"));
        Assert.Null(session.Scalar("SELECT value FROM items WHERE id = 2"));
    }
}
