using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace Notify.Storage.Streams.Kafka;

/// <summary>Creates topics, and asks how far they and their groups are.</summary>
internal sealed class KafkaTopics : IDisposable
{
    // How soon a topic that the brokers are creating is looked for again
    private static readonly TimeSpan CreationPoll = TimeSpan.FromMilliseconds(100);

    private readonly KafkaOptions options;
    private readonly KafkaFaults faults;
    private readonly ILogger logger;
    private readonly IAdminClient admin;
    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <exception cref="StorageException">The native library is missing, or refuses the options.</exception>
    public KafkaTopics(KafkaOptions options, KafkaFaults faults, ILogger logger)
    {
        (this.options, this.faults, this.logger) = (options, faults, logger);
        try
        {
            admin = new AdminClientBuilder(KafkaConfiguration.Admin(options))
                .SetErrorHandler((_, error) =>
                {
                    faults.Note(error);
                    KafkaLog.Trouble(logger, error.Code, error.Reason);
                })
                .SetLogHandler((_, line) => KafkaLog.Library(logger, line))
                .Build();
        }
        catch (Exception fault) when (KafkaErrors.IsOfStart(fault))
        {
            throw faults.OfStart(fault);
        }
    }

    /// <summary>Creates the topic where it is missing; where this client may or can not, the brokers are left to.</summary>
    /// <exception cref="StorageException">It cannot be created or reached.</exception>
    public async ValueTask EnsureAsync(string topic, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        if (known.ContainsKey(topic))
        {
            return;
        }

        try
        {
            await AskAsync(admin.CreateTopicsAsync([SpecificationOf(topic)], new CreateTopicsOptions { RequestTimeout = options.RequestTimeout, OperationTimeout = options.RequestTimeout }), cancellationToken).ConfigureAwait(false);
            KafkaLog.TopicCreated(logger, topic, options.Partitions);
        }
        catch (KafkaException fault)
        {
            var error = fault is CreateTopicsException { Results: [var result, ..] } ? result.Error : fault.Error;
            if (error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed)
            {
                await LeaveToBrokersAsync(topic, error, cancellationToken).ConfigureAwait(false);
            }
            else if (error.Code != ErrorCode.TopicAlreadyExists)
            {
                throw faults.Of(topic, "it cannot be opened", error, fault);
            }
        }

        known[topic] = true;
    }

    /// <summary>Whether the brokers have the topic.</summary>
    /// <exception cref="StorageException">The brokers cannot be asked.</exception>
    public async Task<bool> ExistsAsync(string topic, CancellationToken cancellationToken)
    {
        try
        {
            // All of them: naming one would make some brokers create it
            var metadata = await AskAsync(Task.Run(() => admin.GetMetadata(options.RequestTimeout), cancellationToken), cancellationToken).ConfigureAwait(false);
            return metadata.Topics.Exists(one => one.Topic == topic && !one.Error.IsError);
        }
        catch (KafkaException fault)
        {
            throw faults.Of(topic, "the brokers cannot be asked for it", fault.Error, fault);
        }
    }

    /// <summary>How many records of the topic the group has not committed.</summary>
    /// <exception cref="StorageException">The brokers cannot be asked.</exception>
    public async Task<long> LagAsync(string topic, string group, CancellationToken cancellationToken)
    {
        try
        {
            var partitions = (await MetadataAsync(topic, cancellationToken).ConfigureAwait(false)).Partitions.ConvertAll(one => new TopicPartition(topic, one.PartitionId));
            var reached = await CommittedAsync(group, partitions, cancellationToken).ConfigureAwait(false);
            var first = await OffsetsAsync(partitions, OffsetSpec.Earliest(), cancellationToken).ConfigureAwait(false);
            var end = await OffsetsAsync(partitions, OffsetSpec.Latest(), cancellationToken).ConfigureAwait(false);

            // What retention has removed is nobody's lag
            return partitions.Sum(partition => Math.Max(0, end[partition] - Math.Max(reached.GetValueOrDefault(partition), first[partition])));
        }
        catch (KafkaException fault)
        {
            throw faults.Of(topic, $"the lag of group {group} cannot be asked for", fault.Error, fault);
        }
    }

    public void Dispose() => admin.Dispose();

    private TopicSpecification SpecificationOf(string topic) => new()
    {
        Name = topic,
        NumPartitions = options.Partitions,
        ReplicationFactor = options.ReplicationFactor ?? -1,
        Configs = options.Retention is { } retention
            ? new() { ["retention.ms"] = ((long)retention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) }
            : [],
    };

    private async Task LeaveToBrokersAsync(string topic, Error reason, CancellationToken cancellationToken)
    {
        // Asking for it is what makes brokers create it
        var asked = TimeProvider.System.GetTimestamp();
        var error = (await MetadataAsync(topic, cancellationToken).ConfigureAwait(false)).Error;
        var isNew = error.IsError;
        while (error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.LeaderNotAvailable && TimeProvider.System.GetElapsedTime(asked) < options.RequestTimeout)
        {
            await Task.Delay(CreationPoll, cancellationToken).ConfigureAwait(false);
            error = (await MetadataAsync(topic, cancellationToken).ConfigureAwait(false)).Error;
        }

        if (error.IsError)
        {
            throw faults.Of(topic, "neither this client nor the brokers can create it", error.Code == ErrorCode.UnknownTopicOrPart ? reason : error);
        }

        if (isNew || reason.Code == ErrorCode.Local_UnsupportedFeature)
        {
            KafkaLog.TopicLeftToBrokers(logger, topic, reason.Reason);
        }
    }

    private async Task<TopicMetadata> MetadataAsync(string topic, CancellationToken cancellationToken)
    {
        var metadata = await AskAsync(Task.Run(() => admin.GetMetadata(topic, options.RequestTimeout), cancellationToken), cancellationToken).ConfigureAwait(false);
        return metadata.Topics.Single(one => one.Topic == topic);
    }

    private async Task<Dictionary<TopicPartition, long>> OffsetsAsync(IEnumerable<TopicPartition> partitions, OffsetSpec which, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            admin.ListOffsetsAsync(
                partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = which }),
                new ListOffsetsOptions { RequestTimeout = options.RequestTimeout }),
            cancellationToken).ConfigureAwait(false);
        return answer.ResultInfos.ToDictionary(info => info.TopicPartitionOffsetError.TopicPartition, info => info.TopicPartitionOffsetError.Offset.Value);
    }

    private async Task<Dictionary<TopicPartition, long>> CommittedAsync(string group, List<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            admin.ListConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitions(group, partitions)],
                new ListConsumerGroupOffsetsOptions { RequestTimeout = options.RequestTimeout }),
            cancellationToken).ConfigureAwait(false);

        // A partition that was never committed has a negative offset
        return answer.Single().Partitions.ToDictionary(one => one.TopicPartition, one => Math.Max(0, one.Offset.Value));
    }

    // librdkafka goes on asking until the time is out; a refusal ends the waiting at once
    private async Task AskAsync(Task question, CancellationToken cancellationToken)
    {
        var refusal = faults.NextRefusal;
        if (await Task.WhenAny(question, refusal).WaitAsync(cancellationToken).ConfigureAwait(false) == refusal)
        {
            throw new KafkaException(await refusal.ConfigureAwait(false));
        }

        await question.ConfigureAwait(false);
    }

    private async Task<T> AskAsync<T>(Task<T> question, CancellationToken cancellationToken)
    {
        await AskAsync((Task)question, cancellationToken).ConfigureAwait(false);
        return await question.ConfigureAwait(false);
    }
}
