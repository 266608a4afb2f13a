using Microsoft.Extensions.Hosting;
using Notify.Activities.Events;

namespace Notify.Workers.Events;

/// <summary>Runs the consumers of every stream for as long as the host runs.</summary>
public sealed class EventConsumerService(IEnumerable<EventConsumer> consumers) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Each on the pool: the embedded stores work on the caller's thread
        Task.WhenAll(consumers.Select(consumer => Task.Run(() => consumer.RunAsync(stoppingToken), CancellationToken.None)));
}
