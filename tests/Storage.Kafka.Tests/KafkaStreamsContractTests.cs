using MockKafka;
using Notify.Contracts.Streams;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

public sealed class KafkaStreamsContractTests : StreamsContract
{
    private readonly MockCluster cluster = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        cluster.Dispose();
    }

    protected override Task<IStreams> OpenAsync() => Task.FromResult<IStreams>(new KafkaStreams(TestKafka.Options(cluster)));

    protected override Task CloseAsync(IStreams streams)
    {
        ((KafkaStreams)streams).Dispose();
        return Task.CompletedTask;
    }
}
