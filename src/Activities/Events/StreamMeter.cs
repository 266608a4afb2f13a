using System.Collections.Concurrent;
using Notify.Storage;
using Notify.Storage.Streams;

namespace Notify.Activities.Events;

/// <summary>How far the tables are behind the streams, and how fast they catch up. Asking often costs nothing: a reading is kept for a moment.</summary>
public sealed class StreamMeter(IStreams streams, EventOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Gauge> gauges = new(StringComparer.Ordinal);

    /// <summary>Says that this process appended records.</summary>
    public void Appended(string topic, int records) => GaugeOf(topic).Appended(records);

    /// <summary>Says that this process begins to take in a batch.</summary>
    public void Began(string topic) => GaugeOf(topic).Began(time.GetTimestamp());

    /// <summary>Says that this process took in a batch.</summary>
    public void Done(string topic, int records) => GaugeOf(topic).Done(records, time.GetTimestamp(), time);

    /// <summary>How far the tables are behind a stream. Where that cannot be read, what was known last.</summary>
    public async ValueTask<StreamLag> ReadAsync(string topic, CancellationToken cancellationToken)
    {
        var gauge = GaugeOf(topic);
        if (gauge.TryBeginReading(time, options.LagFreshness))
        {
            try
            {
                gauge.Read(await streams.LagAsync(topic, options.GroupOf(topic), cancellationToken).ConfigureAwait(false), time);
            }
            catch (StorageException)
            {
                // Whoever writes to the stream next is told what is wrong with it
            }
            finally
            {
                gauge.EndReading();
            }
        }

        return gauge.Lag(topic, time);
    }

    private Gauge GaugeOf(string topic) => gauges.GetOrAdd(topic, _ => new Gauge());

    private sealed class Gauge
    {
        private const double Weight = 0.3;
        private static readonly TimeSpan LongestBetweenReadings = TimeSpan.FromSeconds(10);

        private readonly Lock turn = new();
        private long records;
        private long appended;
        private long? readAt;
        private long? busySince;
        private bool isReading;
        private bool isConsumedHere;
        private double perSecond;

        public void Appended(int count)
        {
            lock (turn)
            {
                records += count;
                appended += count;
            }
        }

        public void Began(long now)
        {
            lock (turn)
            {
                isConsumedHere = true;
                busySince = now;
            }
        }

        public void Done(int count, long now, TimeProvider time)
        {
            lock (turn)
            {
                records = Math.Max(0, records - count);
                if (busySince is { } since)
                {
                    Smooth(count, time.GetElapsedTime(since, now));
                }

                busySince = null;
            }
        }

        /// <summary>True for one caller at a time, and only when the last reading has become old.</summary>
        public bool TryBeginReading(TimeProvider time, TimeSpan freshness)
        {
            lock (turn)
            {
                var isDue = !isReading && (readAt is not { } at || time.GetElapsedTime(at) >= freshness);
                isReading |= isDue;
                return isDue;
            }
        }

        public void Read(long lag, TimeProvider time)
        {
            lock (turn)
            {
                // Where the consumers are other processes, their speed shows only in how the lag changes
                if (!isConsumedHere && readAt is { } at && records > 0 && time.GetElapsedTime(at) < LongestBetweenReadings)
                {
                    Smooth(Math.Max(0, records - lag), time.GetElapsedTime(at));
                }

                records = lag;
                readAt = time.GetTimestamp();
            }
        }

        public void EndReading()
        {
            lock (turn)
            {
                isReading = false;
            }
        }

        public StreamLag Lag(string topic, TimeProvider time)
        {
            lock (turn)
            {
                var stuck = records > 0 && busySince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
                var catchingUp = records == 0 || perSecond <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(records / perSecond, TimeSpan.SecondsPerDay));
                return new StreamLag(topic, records, perSecond, stuck > catchingUp ? stuck : catchingUp);
            }
        }

        private void Smooth(long count, TimeSpan elapsed)
        {
            if (elapsed > TimeSpan.Zero)
            {
                var speed = count / elapsed.TotalSeconds;
                perSecond = perSecond <= 0 ? speed : (Weight * speed) + ((1 - Weight) * perSecond);
            }
        }
    }
}

/// <summary>How far the tables are behind a stream.</summary>
/// <param name="Topic">The stream.</param>
/// <param name="Records">Records that are not yet in the tables.</param>
/// <param name="RecordsPerSecond">How many are taken in while there are any; 0 while that is not known.</param>
/// <param name="Behind">How long they will take at that speed, or how long the batch under way has taken already.</param>
public sealed record StreamLag(string Topic, long Records, double RecordsPerSecond, TimeSpan Behind);
