using System.Globalization;
using DuckDB.NET.Native;

namespace DuckDB.NET.Data.Tests;

public sealed class CommandTests
{
    [Fact]
    public void Parameters_EveryType_ComeBackAsTheyWent()
    {
        using var connection = Duck.Open();
        object[] values =
        [
            true, 42, 5_000_000_000L, ulong.MaxValue, 2.5, 79228162514264337593543950335m, -0.01m, "Grüße, 世界 🛍", "",
            new DateTime(2026, 2, 28, 13, 14, 15, 678, 901), new DateOnly(1969, 12, 31), new byte[] { 0, 1, 255 },
        ];

        foreach (var value in values)
        {
            Assert.Equal(value, connection.Scalar("SELECT $1", new DuckDBParameter(value)));
        }

        var moment = new DateTimeOffset(2026, 2, 28, 13, 14, 15, TimeSpan.FromHours(2));
        Assert.Equal(moment, connection.One<DateTimeOffset>("SELECT $1", new DuckDBParameter(moment)));
        Assert.Equal(DBNull.Value, connection.Scalar("SELECT $1", new DuckDBParameter(null)));
        Assert.Equal(["a", "b"], connection.One<List<string>>("SELECT $1", new DuckDBParameter((List<string>)["a", "b"])));
        Assert.Equal([1, 2], connection.One<List<long>>("SELECT $1", new DuckDBParameter((List<long>)[1, 2])));
    }

    [Fact]
    public void Parameters_ByNameAndByPlace_AreBound()
    {
        using var connection = Duck.Open();

        Assert.Equal("ba", connection.Scalar("SELECT $second || $first", new DuckDBParameter("first", "a"), new DuckDBParameter("second", "b")));
        Assert.Equal("ab", connection.Scalar("SELECT ? || ?", new DuckDBParameter("a"), new DuckDBParameter("b")));
    }

    [Fact]
    public void Parameters_TooFew_SaysHowMany()
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<InvalidOperationException>(() => connection.Scalar("SELECT ? || ?", new DuckDBParameter("a")));

        Assert.Equal("The statement has 2 parameters, but 1 are given.", fault.Message);
    }

    [Theory]
    [InlineData("SELEC 1", "syntax error")]
    [InlineData("SELECT nothing FROM nowhere", "nowhere")]
    [InlineData("SELECT 1 +", "syntax error")]
    public void Execute_WrongSql_SaysWhatIsWrong(string sql, string part)
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<DuckDBException>(() => connection.Run(sql));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_FaultAtRunTime_TellsItsKind()
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<DuckDBException>(() => connection.Run("SELECT CAST(v AS INTEGER) FROM (VALUES ('1'), ('one')) t(v)"));

        Assert.Equal(DuckDBErrorType.Conversion, fault.ErrorType);
        Assert.Contains("'one'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteNonQuery_ChangesOfSeveralStatements_AreCounted()
    {
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (i INTEGER)");

        Assert.Equal(5, connection.Run("INSERT INTO t VALUES (1), (2), (3); DELETE FROM t WHERE i < 3"));
        Assert.Equal(1L, connection.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Transaction_DisposedWithoutCommit_IsRolledBack()
    {
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (i INTEGER)");

        using (connection.BeginTransaction())
        {
            connection.Run("INSERT INTO t VALUES (1)");
        }

        using (var transaction = connection.BeginTransaction())
        {
            connection.Run("INSERT INTO t VALUES (2)");
            transaction.Commit();
        }

        Assert.Equal(2, connection.Scalar("SELECT sum(i)::INTEGER FROM t"));
    }

    [Fact]
    public void Open_TwoConnectionsToOneFile_SeeEachOther()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var text = $"Data Source={Path.Combine(folder.FullName, "shop.duckdb")}";
            using (var one = Duck.Open(text))
            using (var other = Duck.Open(text))
            {
                one.Run("CREATE TABLE t AS SELECT 7 AS i");
                Assert.Equal(7, other.Scalar("SELECT i FROM t"));
            }

            using var again = Duck.Open(text);
            Assert.Equal(7, again.Scalar("SELECT i FROM t"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Open_Settings_AreTaken()
    {
        using var connection = Duck.Open("Data Source=:memory:;threads=1;memory_limit=100MB");

        Assert.Equal("1", Convert.ToString(connection.Scalar("SELECT current_setting('threads')"), CultureInfo.InvariantCulture));
        Assert.Equal("95.3 MiB", connection.Scalar("SELECT current_setting('memory_limit')"));
    }

    [Theory]
    [InlineData("Data Source=:memory:;no_such_setting=1", "no_such_setting")]
    [InlineData("Data Source=/no/such/folder/x.duckdb", "/no/such/folder/x.duckdb")]
    public void Open_WhatCannotBe_NamesIt(string connectionString, string part)
    {
        using var connection = new DuckDBConnection(connectionString);

        Assert.Contains(part, Assert.Throws<DuckDBException>(connection.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutDataSource_SaysWhatToWrite()
    {
        using var connection = new DuckDBConnection("threads=1");

        Assert.Contains("names no Data Source", Assert.Throws<InvalidOperationException>(connection.Open).Message, StringComparison.Ordinal);
    }
}
