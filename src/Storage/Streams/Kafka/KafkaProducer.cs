using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Notify.Storage.Streams.Kafka;

/// <summary>Appends records through one idempotent producer. One that breaks for good is replaced at the next append.</summary>
internal sealed class KafkaProducer : IDisposable
{
    private readonly KafkaOptions options;
    private readonly KafkaFaults faults;
    private readonly ILogger logger;
    private readonly SendWindow window;
    private readonly Lock gate = new();
    private IProducer<byte[], byte[]> producer;
    private bool isBroken;
    private bool isDisposed;

    /// <exception cref="StorageException">The native library is missing, or refuses the options.</exception>
    public KafkaProducer(KafkaOptions options, KafkaFaults faults, ILogger logger)
    {
        (this.options, this.faults, this.logger) = (options, faults, logger);
        window = new SendWindow(options.MaxUnacknowledgedBytes);
        producer = Build();
    }

    /// <summary>Sends the records and waits for the outcome of each.</summary>
    /// <exception cref="StorageException">One or more were not acknowledged. All may be sent again.</exception>
    public async Task AppendAsync(string topic, IReadOnlyCollection<StreamRecord> records, CancellationToken cancellationToken)
    {
        var current = Current();
        var append = new PendingAppend();
        try
        {
            foreach (var record in records)
            {
                var size = KafkaRecord.SizeOf(record);
                await window.EnterAsync(size, cancellationToken).ConfigureAwait(false);
                Send(current, topic, record, size, append);
            }
        }
        finally
        {
            append.Close();
        }

        var failure = await append.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            throw faults.Of(topic, $"{append.Failed} of {records.Count} records were not appended", failure);
        }
    }

    /// <summary>Waits for what is under way, within the delivery timeout, and closes the connections.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        producer.Flush(options.DeliveryTimeout);
        producer.Dispose();
    }

    private void Send(IProducer<byte[], byte[]> current, string topic, StreamRecord record, long size, PendingAppend append)
    {
        append.Add();
        try
        {
            current.Produce(topic, KafkaRecord.ToMessage(record), report =>
            {
                window.Leave(size);
                append.Done(report.Error);
            });
        }
        catch (ProduceException<byte[], byte[]> refused)
        {
            window.Leave(size);
            append.Done(refused.Error);
        }
        catch
        {
            window.Leave(size);
            append.Done(new Error(ErrorCode.Local_Fail));
            throw;
        }
    }

    private IProducer<byte[], byte[]> Current()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (isBroken)
            {
                // What waits in it fails by itself; disposing waits for that, and so happens aside
                var broken = producer;
                _ = Task.Run(broken.Dispose);
                producer = Build();
                isBroken = false;
            }

            return producer;
        }
    }

    private IProducer<byte[], byte[]> Build()
    {
        try
        {
            return new ProducerBuilder<byte[], byte[]>(KafkaConfiguration.Producer(options))
                .SetErrorHandler(OnError)
                .SetLogHandler((_, line) => KafkaLog.Library(logger, line))
                .Build();
        }
        catch (Exception fault) when (KafkaErrors.IsOfStart(fault))
        {
            throw faults.OfStart(fault);
        }
    }

    private void OnError(IProducer<byte[], byte[]> source, Error error)
    {
        faults.Note(error);
        if (!error.IsFatal)
        {
            KafkaLog.Trouble(logger, error.Code, error.Reason);
            return;
        }

        KafkaLog.ProducerBroke(logger, error.Reason);
        lock (gate)
        {
            isBroken |= ReferenceEquals(source, producer);
        }
    }
}
