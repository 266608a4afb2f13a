using Microsoft.Extensions.Logging;
using Notify.Domain.Events;
using Notify.Storage.Erasing;
using Notify.Storage.Streams;

namespace Notify.Activities.Events;

/// <summary>
/// Takes a stream's events to the tables, each at least once: the group's position moves only when what a batch did is
/// durable. Records that are no events go to the dead letters and stop nothing. When a store fails, the consumer stays
/// where it is and tries again until it works.
/// </summary>
public sealed partial class EventConsumer(
    IStreams streams,
    DeadLetters deadLetters,
    ErasureList erasures,
    IProjection projection,
    StreamMeter meter,
    EventOptions options,
    TimeProvider time,
    ILogger<EventConsumer> logger)
{
    private readonly string group = options.GroupOf(projection.Topic);
    private TimeSpan wait = TimeSpan.Zero;

    /// <summary>Runs until it is told to stop, and only then ends.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var batch in streams.ReadAsync(projection.Topic, group, options.BatchEvents, stop).ConfigureAwait(false))
                {
                    using var span = BatchSpan.Start(projection.Topic, group, batch.Records);
                    meter.Began(projection.Topic);
                    await ApplyAsync(batch.Records, stop).ConfigureAwait(false);
                    await batch.CommitAsync(stop).ConfigureAwait(false);
                    meter.Done(projection.Topic, batch.Records.Count);
                    Recover();
                }
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Reading or committing failed, perhaps because the partition went to another consumer: begin at what is committed
                await WaitAsync(fault, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task ApplyAsync(IReadOnlyList<StreamRecord> records, CancellationToken stop)
    {
        var events = new List<PlacedEvent>(records.Count);
        var rejected = Sort(records, events);
        while (true)
        {
            try
            {
                if (rejected.Count > 0)
                {
                    await deadLetters.SetAsideAsync(projection.Topic, rejected, stop).ConfigureAwait(false);
                    LogRejected(logger, rejected.Count, projection.Topic, StreamTopics.DeadLettersOf(projection.Topic), rejected[0].Reason);
                    rejected = [];
                }

                await projection.ApplyAsync(await RemainingAsync(events, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                await WaitAsync(fault, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sorts records into events and those that are none.</summary>
    private List<RejectedRecord> Sort(IReadOnlyList<StreamRecord> records, List<PlacedEvent> events)
    {
        var rejected = new List<RejectedRecord>();
        var latest = time.GetUtcNow() + options.MostAhead;
        foreach (var record in records)
        {
            if (ShopEventReader.Read(record.Value.Span, latest, out var fault) is not { } read)
            {
                rejected.Add(new RejectedRecord(record, $"{fault!.Code}: {fault.WithoutValue}"));
            }
            else if (MisplacementOf(read, record) is { } reason)
            {
                rejected.Add(new RejectedRecord(record, $"{EventFaultCodes.Misplaced}: {reason}"));
            }
            else
            {
                events.Add(new PlacedEvent(read, record.Position ?? throw new InvalidOperationException("The streams gave a record without its position.")));
            }
        }

        return rejected;
    }

    private string? MisplacementOf(ShopEvent read, StreamRecord record) =>
        !projection.Takes(read) ? $"The stream {projection.Topic} does not carry the event {read.Event}. Write orders to {StreamTopics.PurchaseHistory} and everything else to {StreamTopics.Clickstream}."
        // Else one customer's events would come through two partitions, in any order and at the same time
        : record.Key != read.UserId ? "The record's key is not the event's user_id. Write the user_id as key, so that a customer's events keep their order."
        : null;

    /// <summary>Without the events of people who were erased: nothing brings them back.</summary>
    private async Task<IReadOnlyList<PlacedEvent>> RemainingAsync(List<PlacedEvent> events, CancellationToken stop)
    {
        var erased = await erasures.CurrentAsync(stop).ConfigureAwait(false);
        return erased.IsEmpty ? events : events.FindAll(placed => !erased.Contains(placed.Event.UserId));
    }

    private async Task WaitAsync(Exception fault, CancellationToken stop)
    {
        if (wait == TimeSpan.Zero)
        {
            // Once, until it works again: a store that is down for an hour is one message, not thousands
            LogFailed(logger, projection.Topic, fault);
        }

        wait = wait == TimeSpan.Zero ? options.FirstWait : wait * 2 < options.LongestWait ? wait * 2 : options.LongestWait;
        await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Recover()
    {
        if (wait != TimeSpan.Zero)
        {
            wait = TimeSpan.Zero;
            LogRecovered(logger, projection.Topic);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream {Topic} cannot be taken in; it stays where it is and is tried again until it can")]
    private static partial void LogFailed(ILogger logger, string topic, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The stream {Topic} is taken in again")]
    private static partial void LogRecovered(ILogger logger, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} records of {Topic} were set aside in {DeadLetters}; the first because: {Reason}")]
    private static partial void LogRejected(ILogger logger, int count, string topic, string deadLetters, string reason);
}
