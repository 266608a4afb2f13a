using System.Globalization;
using System.Numerics;

namespace DuckDB.NET.Data.Tests;

public sealed class ReadingTests
{
    [Fact]
    public void TypedGetters_EveryPlainType_GiveTheValue()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("""
            SELECT true, 1::TINYINT, -2::SMALLINT, 3::INTEGER, -4::BIGINT, 5::UBIGINT, 1.5::FLOAT, 2.5::DOUBLE, 'Grüße', 12.34::DECIMAL(4,2),
                DATE '2026-02-28', TIMESTAMP '2026-02-28 13:14:15.678901', TIMESTAMPTZ '2026-02-28 13:14:15+02', TIME '13:14:15', INTERVAL 36 HOURS,
                'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID, '\x00\xFF'::BLOB, 170141183460469231731687303715884105727::HUGEINT
            """);
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.True(reader.GetBoolean(0));
        Assert.Equal(1, reader.GetByte(1));
        Assert.Equal(-2, reader.GetInt16(2));
        Assert.Equal(3, reader.GetInt32(3));
        Assert.Equal(-4, reader.GetInt64(4));
        Assert.Equal(5, reader.GetInt64(5));
        Assert.Equal(1.5f, reader.GetFloat(6));
        Assert.Equal(2.5, reader.GetDouble(7));
        Assert.Equal("Grüße", reader.GetString(8));
        Assert.Equal(12.34m, reader.GetDecimal(9));
        Assert.Equal(new DateOnly(2026, 2, 28), reader.GetFieldValue<DateOnly>(10));
        Assert.Equal(new DateTime(2026, 2, 28, 13, 14, 15, 678, 901), reader.GetDateTime(11));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 11, 14, 15, TimeSpan.Zero), reader.GetFieldValue<DateTimeOffset>(12));
        Assert.Equal(DateTimeKind.Utc, reader.GetDateTime(12).Kind);
        Assert.Equal(new TimeOnly(13, 14, 15), reader.GetFieldValue<TimeOnly>(13));
        Assert.Equal(TimeSpan.FromHours(36), reader.GetFieldValue<TimeSpan>(14));
        Assert.Equal(Guid.Parse("f47ac10b-58cc-4372-a567-0e02b2c3d479"), reader.GetGuid(15));
        Assert.Equal([0x00, 0xFF], reader.GetFieldValue<byte[]>(16));
        Assert.Equal((BigInteger)Int128.MaxValue, reader.GetFieldValue<BigInteger>(17));
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("0::DECIMAL(4,1)", "0.0")]
    [InlineData("-999.9::DECIMAL(4,1)", "-999.9")]
    [InlineData("-99999.9999::DECIMAL(9,4)", "-99999.9999")]
    [InlineData("-9999999999999999.99::DECIMAL(18,2)", "-9999999999999999.99")]
    [InlineData("79228162514264337593543950335::DECIMAL(38,0)", "79228162514264337593543950335")]
    [InlineData("-0.0000000000000000000000000001::DECIMAL(38,28)", "-0.0000000000000000000000000001")]
    public void GetDecimal_EveryStorage_IsExactWithItsScale(string sql, string expected)
    {
        using var connection = Duck.Open();

        Assert.Equal(expected, connection.One<decimal>($"SELECT {sql}").ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void GetDecimal_MoreDigitsThanADecimalHolds_SaysSo()
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<InvalidCastException>(() => connection.One<decimal>("SELECT 99999999999999999999999999999999999999::DECIMAL(38,0)"));

        Assert.Contains("cast it to a smaller DECIMAL", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetValue_EveryPlainType_IsTheTypeThatGetFieldTypeNames()
    {
        using var connection = Duck.Open();
        using var command = connection.Command(
            "SELECT true, 1::TINYINT, 2::USMALLINT, 3, 4::BIGINT, 5::UBIGINT, 1.5::FLOAT, 2.5::DOUBLE, 'x', 1.5, now()::TIMESTAMP, DATE '2026-01-01', [1, 2], ['a', NULL], 1::HUGEINT, '\\x01'::BLOB, NULL");
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        for (var i = 0; i < reader.FieldCount - 1; i++)
        {
            Assert.IsType(reader.GetFieldType(i), reader.GetValue(i));
        }

        Assert.Equal(DBNull.Value, reader.GetValue(reader.FieldCount - 1));
    }

    [Fact]
    public void IsDBNull_NullsAmongValues_AreTold()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END, CASE WHEN i % 5 = 0 THEN NULL ELSE 'v' || i END FROM range(5000) t(i)");
        using var reader = command.ExecuteReader();

        for (var i = 0; i < 5000; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i % 3 == 0, reader.IsDBNull(0));
            Assert.Equal(i % 3 == 0 ? null : i, reader.GetFieldValue<long?>(0));
            Assert.Equal(i % 5 == 0 ? DBNull.Value : (object)$"v{i}", reader.GetValue(1));
        }

        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void GetString_OfNull_NamesTheColumnAndTheRemedy()
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<InvalidCastException>(() => connection.One<string>("SELECT NULL::VARCHAR AS locale"));

        Assert.Equal("Column locale is null in this row; ask IsDBNull first.", fault.Message);
    }

    [Fact]
    public void GetInt32_OfText_NamesTheColumnAndTheTypes()
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<InvalidCastException>(() => connection.One<int>("SELECT 'x' AS year"));

        Assert.Contains("year is of type Varchar", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetInt32_TooLarge_Overflows()
    {
        using var connection = Duck.Open();

        Assert.Throws<OverflowException>(() => connection.One<int>("SELECT 5000000000"));
    }

    [Fact]
    public void GetFieldValue_Lists_GiveTheItems()
    {
        using var connection = Duck.Open();
        using var command = connection.Command(
            "SELECT ['a', 'a string that is longer than twelve bytes', NULL], [0.5::DOUBLE, 0.25], []::VARCHAR[], [1, 2]::BIGINT[] FROM range(3000)");
        using var reader = command.ExecuteReader();

        var rows = 0;
        while (reader.Read())
        {
            rows++;
            Assert.Equal([0.5, 0.25], reader.GetFieldValue<List<double>>(1));
            Assert.Empty(reader.GetFieldValue<List<string>>(2));
            Assert.Equal([1, 2], reader.GetFieldValue<List<long>>(3));
            Assert.Equal(["a", "a string that is longer than twelve bytes", null], (List<string?>)reader.GetValue(0));
        }

        Assert.Equal(3000, rows);
    }

    [Fact]
    public void GetString_MegabytesAndEmpty_AreWhole()
    {
        using var connection = Duck.Open();

        Assert.Equal(new string('é', 3_000_000), connection.One<string>("SELECT repeat('é', 3000000)"));
        Assert.Equal("", connection.One<string>("SELECT ''"));
    }

    [Fact]
    public void GetString_WithTheZeroCharacter_IsWhole()
    {
        using var connection = Duck.Open();

        Assert.Equal("a\0b", connection.One<string>("SELECT $1", new DuckDBParameter("a\0b")));
    }

    [Fact]
    public void ExecuteReader_TypeWithoutCounterpart_SaysWhatToDo()
    {
        using var connection = Duck.Open();

        var fault = Assert.Throws<NotSupportedException>(() => connection.One<string>("SELECT {'a': 1} AS point"));

        Assert.Equal("Column point is of type Struct, which cannot be read here; cast it to VARCHAR or to JSON in the query.", fault.Message);
    }

    [Fact]
    public void GetOrdinal_NamesInAnyCase_AreFound()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("SELECT 1 AS a, 2 AS \"articleType\"");
        using var reader = command.ExecuteReader();

        Assert.Equal(1, reader.GetOrdinal("ARTICLETYPE"));
        Assert.Equal("articleType", reader.GetName(1));
        Assert.Contains("it has a, articleType", Assert.Throws<DuckDBException>(() => reader.GetOrdinal("b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NextResult_SeveralStatements_GivesEachThatHasRows()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (7); SELECT i FROM t; DELETE FROM t; SELECT count(*) FROM t");
        using var reader = command.ExecuteReader();

        Assert.True(reader.HasRows);
        Assert.True(reader.Read());
        Assert.Equal(7, reader.GetInt32(0));
        Assert.True(reader.NextResult() || reader.NextResult());
        while (reader.GetName(0) != "count_star()")
        {
            Assert.True(reader.NextResult());
        }

        Assert.True(reader.Read());
        Assert.Equal(0, reader.GetInt64(0));
        Assert.False(reader.NextResult());
    }

    [Fact]
    public void GetInt64_BeforeReadAndAfterTheEnd_SaysThatThereIsNoRow()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("SELECT 1");
        using var reader = command.ExecuteReader();

        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
    }

    [Fact]
    public void GetDateTime_Infinity_SaysThatItCannotBeHeld()
    {
        using var connection = Duck.Open();

        Assert.Throws<InvalidCastException>(() => connection.One<DateTime>("SELECT 'infinity'::TIMESTAMP"));
    }
}
