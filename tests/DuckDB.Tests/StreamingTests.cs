namespace DuckDB.NET.Data.Tests;

public sealed class StreamingTests
{
    // Takes minutes when nothing stops it
    private const string Endless = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 3";

    [Fact]
    public void Read_TenMillionRowsInStreamingMode_NeverHoldsThem()
    {
        // 700 MB when held
        const string Query = "SELECT i, 'a string that is longer than twelve bytes ' || i AS text FROM range(10000000) t(i)";
        const long MostBytes = 300_000_000;
        using var connection = Duck.Open();
        using var command = connection.Command(Query);
        command.UseStreamingMode = true;
        var before = Environment.WorkingSet;

        using var reader = command.ExecuteReader();
        long rows = 0, sum = 0, most = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0);
            if (++rows % 1_000_000 == 0)
            {
                most = Math.Max(most, Environment.WorkingSet - before);
            }
        }

        Assert.Equal(10_000_000, rows);
        Assert.Equal(rows * (rows - 1) / 2, sum);
        Assert.InRange(most, long.MinValue, MostBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void Read_AfterTheEndOfAStream_SaysFalseAgain(int count)
    {
        using var connection = Duck.Open();
        using var command = connection.Command($"SELECT i FROM range({count}) t(i)");
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();

        var rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        Assert.Equal(count, rows);
        Assert.False(reader.Read());
    }

    [Fact]
    public void Read_FaultFarDownTheStream_IsThrownAndNotTakenForTheEnd()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("SELECT CASE WHEN i = 3000000 THEN error('too far') ELSE 'x' END FROM range(5000000) t(i)");
        command.UseStreamingMode = true;

        var rows = 0;
        var fault = Assert.Throws<DuckDBException>(() =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows++;
            }
        });

        Assert.Contains("too far", fault.Message, StringComparison.Ordinal);
        Assert.InRange(rows, 1, 3_000_000);
    }

    [Fact]
    public async Task ExecuteScalarAsync_CancelledWhileItRuns_StopsAndLeavesTheConnectionUsable()
    {
        using var connection = Duck.Open();
        using var command = connection.Command(Endless);
        using var cancellation = new CancellationTokenSource();

        var running = Task.Run(() => command.ExecuteScalarAsync(cancellation.Token));
        cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task ExecuteNonQueryAsync_CancelledAtAnyMoment_NeverRunsOn()
    {
        using var connection = Duck.Open();
        using var command = connection.Command(Endless);
        for (var i = 0; i < 50; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var running = Task.Run(() => command.ExecuteNonQueryAsync(cancellation.Token));
            await Task.Run(cancellation.Cancel);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
    }

    [Fact]
    public async Task ReadAsync_CancelledInMidStream_Stops()
    {
        using var connection = Duck.Open();
        using var command = connection.Command("SELECT i FROM range(1000000000000) t(i)");
        command.UseStreamingMode = true;
        using var cancellation = new CancellationTokenSource();
        await using var reader = await command.ExecuteReaderAsync(cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            for (var rows = 0; await reader.ReadAsync(cancellation.Token); rows++)
            {
                if (rows == 100_000)
                {
                    await cancellation.CancelAsync();
                }
            }
        });
    }

    [Fact]
    public async Task Cancel_FromAnotherThread_InterruptsTheCommand()
    {
        using var connection = Duck.Open();
        using var command = connection.Command(Endless);

        var running = Task.Run(() => command.ExecuteScalar());
        while (!running.IsCompleted)
        {
            command.Cancel();
            await Task.Yield();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
