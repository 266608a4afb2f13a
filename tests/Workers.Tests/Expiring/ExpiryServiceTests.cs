using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Notify.Storage;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables.Sqlite;
using Notify.Workers.Expiring;

namespace Notify.Workers.Tests.Expiring;

/// <summary>What is past its retention goes, whether or not anything is written.</summary>
public sealed class ExpiryServiceTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory("notify-expiry-").FullName;
    private readonly HandSetTime time = new(new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Execute_TopicAtRest_LosesItsRecordsWhenTheirTimeIsUp()
    {
        await using var journal = await SqliteJournal.OpenAsync(
            new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db"), Synchronous = SqliteDurability.Normal, Time = time }, Cancellation);
        await journal.AppendAsync("topic", [new StreamRecord("k", "1"u8.ToArray())], Cancellation);
        var store = new Watched(journal);
        using var service = new ExpiryService([store], time, NullLogger<ExpiryService>.Instance);
        await service.StartAsync(Cancellation);
        await store.Turn();
        Assert.Equal(1, await journal.LagAsync("topic", "anybody", Cancellation));

        for (var day = 0; day < 6; day++)
        {
            time.Advance(ExpiryService.Every);
            await store.Turn();
        }

        Assert.Equal(1, await journal.LagAsync("topic", "anybody", Cancellation));
        time.Advance(ExpiryService.Every);
        await store.Turn();
        time.Advance(ExpiryService.Every);
        await store.Turn();

        Assert.Equal(0, await journal.LagAsync("topic", "anybody", Cancellation));
        await service.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Execute_StoreThatFails_IsTriedAgainSoonAndToldOnce()
    {
        var (log, healthy) = (new Told(), new Watched(new Store()));
        var failing = new Store { Fault = new StorageException("tables.db", "The disk is full.", "Make room.") };
        using var service = new ExpiryService([failing, healthy], time, log);

        await service.StartAsync(Cancellation);
        await healthy.Turn();
        Assert.Equal(LogLevel.Warning, await log.NextAsync());
        time.Advance(ExpiryService.AfterFault);
        await healthy.Turn();
        failing.Fault = null;
        time.Advance(ExpiryService.AfterFault);
        await healthy.Turn();

        Assert.Equal(LogLevel.Information, await log.NextAsync());
        time.Advance(ExpiryService.Every);
        await healthy.Turn();
        Assert.Equal(4, failing.Turns);
        await service.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Services_OfAHome_HaveItsTablesAndStreamsExpire()
    {
        await using var services = new ServiceCollection()
            .AddNotifyStorage(new StorageOptions { Folder = folder, Synchronous = SqliteDurability.Normal })
            .AddNotifyEventConsumers()
            .BuildServiceProvider();

        Assert.Equal([services.GetRequiredService<SqliteTables>(), services.GetRequiredService<SqliteJournal>()], services.GetServices<IExpiring>());
        Assert.Contains(new ServiceCollection().AddNotifyEventConsumers(), service => service.ImplementationType == typeof(ExpiryService));
    }

    private sealed class Store : IExpiring
    {
        public Exception? Fault { get; set; }

        public int Turns { get; private set; }

        public Task ExpireAsync(CancellationToken cancellationToken = default)
        {
            Turns++;
            return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
        }
    }

    /// <summary>A store that tells when it had its turn.</summary>
    private sealed class Watched(IExpiring store) : IExpiring
    {
        private readonly Channel<bool> turns = Channel.CreateUnbounded<bool>();

        public async Task Turn() => await turns.Reader.ReadAsync(Cancellation);

        public async Task ExpireAsync(CancellationToken cancellationToken = default)
        {
            await store.ExpireAsync(cancellationToken);
            turns.Writer.TryWrite(true);
        }
    }

    private sealed class Told : ILogger<ExpiryService>
    {
        private readonly Channel<LogLevel> levels = Channel.CreateUnbounded<LogLevel>();

        public async Task<LogLevel> NextAsync() => await levels.Reader.ReadAsync(Cancellation);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            levels.Writer.TryWrite(logLevel);
    }
}
