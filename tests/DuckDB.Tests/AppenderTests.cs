namespace DuckDB.NET.Data.Tests;

public sealed class AppenderTests
{
    [Fact]
    public void AppendValue_EveryType_IsReadBackAsItWent()
    {
        using var connection = Duck.Open();
        connection.Run("""
            CREATE TABLE t (flag BOOLEAN, small SMALLINT, number INTEGER, big BIGINT, real DOUBLE, single FLOAT, money DECIMAL(18,2), huge DECIMAL(38,10),
                text VARCHAR, bytes BLOB, day DATE, moment TIMESTAMP, zoned TIMESTAMPTZ, names VARCHAR[], shares DOUBLE[])
            """);
        var moment = new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero).AddMicroseconds(5);

        using (var appender = connection.CreateAppender("t"))
        {
            appender.CreateRow()
                .AppendValue(true).AppendValue((short)-5).AppendValue(42).AppendValue(5_000_000_000L).AppendValue(0.1).AppendValue(0.5f)
                .AppendValue(-12.3m).AppendValue(1234567890123456789.0000000001m)
                .AppendValue("Grüße, 世界").AppendValue(new byte[] { 0, 255 }).AppendValue(new DateOnly(1969, 7, 20))
                .AppendValue(moment.UtcDateTime).AppendValue(moment)
                .AppendValue<string?>(["a", null, "longer than twelve bytes"]).AppendValue<double>([0.25, 0.75])
                .EndRow();
        }

        using var command = connection.Command("SELECT * FROM t");
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal([true, (short)-5, 42, 5_000_000_000L, 0.1, 0.5f, -12.30m, 1234567890123456789.0000000001m, "Grüße, 世界"], Enumerable.Range(0, 9).Select(reader.GetValue));
        Assert.Equal([0, 255], reader.GetFieldValue<byte[]>(9));
        Assert.Equal(new DateOnly(1969, 7, 20), reader.GetFieldValue<DateOnly>(10));
        Assert.Equal(moment.DateTime, reader.GetDateTime(11));
        Assert.Equal(moment, reader.GetFieldValue<DateTimeOffset>(12));
        Assert.Equal(["a", null, "longer than twelve bytes"], (List<string?>)reader.GetValue(13));
        Assert.Equal([0.25, 0.75], reader.GetFieldValue<List<double>>(14));
    }

    [Fact]
    public void AppendValue_ManyChunksWithNullsAndLists_KeepsEveryRow()
    {
        const int Rows = 300_000;
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (id BIGINT, text VARCHAR, list VARCHAR[])");

        using (var appender = connection.CreateAppender("t"))
        {
            for (var i = 0; i < Rows; i++)
            {
                var row = appender.CreateRow().AppendValue(i);
                row = i % 3 == 0 ? row.AppendNullValue() : row.AppendValue($"text {i} {new string('x', i % 20)}");
                row = i % 7 == 0 ? row.AppendNullValue() : row.AppendValue(Names(i));
                row.EndRow();
            }
        }

        using var command = connection.Command("SELECT * FROM t ORDER BY id");
        using var reader = command.ExecuteReader();
        for (var i = 0; i < Rows; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.GetInt64(0));
            Assert.Equal(i % 3 == 0 ? DBNull.Value : (object)$"text {i} {new string('x', i % 20)}", reader.GetValue(1));
            Assert.Equal(i % 7 == 0, reader.IsDBNull(2));
            if (i % 7 != 0)
            {
                Assert.Equal(Names(i), (List<string?>)reader.GetValue(2));
            }
        }

        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("1.005", "1.005 does not fit DECIMAL(6,2)")]
    [InlineData("10000", "10000 does not fit DECIMAL(6,2)")]
    [InlineData("-10000", "-10000 does not fit DECIMAL(6,2)")]
    public void AppendValue_MoneyThatDoesNotFit_IsRefusedNotRounded(string value, string message)
    {
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (money DECIMAL(6,2))");
        using var appender = connection.CreateAppender("t");

        var fault = Assert.Throws<ArgumentException>(() => appender.CreateRow().AppendValue(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AppendValue_AfterARowThatWasGivenUp_LeavesNoTraceOfIt()
    {
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (text VARCHAR, number INTEGER)");

        using (var appender = connection.CreateAppender("t"))
        {
            var row = appender.CreateRow().AppendNullValue();
            Assert.Throws<InvalidCastException>(() => row.AppendValue("no number"));
            appender.CreateRow().AppendValue("kept").AppendValue(1).EndRow();
        }

        Assert.Equal("kept", connection.One<string>("SELECT text FROM t"));
    }

    [Fact]
    public void EndRow_TooFewValues_SaysHowMany()
    {
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (a INTEGER, b INTEGER)");
        using var appender = connection.CreateAppender("t");

        var fault = Assert.Throws<InvalidOperationException>(() => appender.CreateRow().AppendValue(1).EndRow());

        Assert.Equal("Table t has 2 columns, but the row has 1 values.", fault.Message);
    }

    [Fact]
    public void Dispose_RowsThatBreakAConstraint_Throws()
    {
        using var connection = Duck.Open();
        connection.Run("CREATE TABLE t (a INTEGER PRIMARY KEY)");
        var appender = connection.CreateAppender("t");
        appender.CreateRow().AppendValue(1).EndRow();
        appender.CreateRow().AppendValue(1).EndRow();

        Assert.Contains("constraint", Assert.Throws<DuckDBException>(appender.Dispose).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void CreateAppender_NoSuchTable_NamesIt()
    {
        using var connection = Duck.Open();

        Assert.Contains("nowhere", Assert.Throws<DuckDBException>(() => connection.CreateAppender("nowhere")).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Names(int i) => i % 11 == 0 ? Enumerable.Repeat<string?>(null, 1) : Enumerable.Repeat<string?>($"item {i}", i % 5);
}
