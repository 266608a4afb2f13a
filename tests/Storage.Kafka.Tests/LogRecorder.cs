using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Notify.Contracts;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

/// <summary>Keeps what the adapter tells the operator.</summary>
internal sealed class LogRecorder : ILogger<KafkaStreams>
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>Raised when there is another line.</summary>
    public Signal Written { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue(formatter(state, exception));
        Written.Raise();
    }
}
