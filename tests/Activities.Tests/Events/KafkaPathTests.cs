using System.Text;
using Confluent.Kafka;
using MockKafka;
using Notify.Domain.Events;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;
using Notify.Storage.Tables;

namespace Notify.Activities.Tests.Events;

/// <summary>Producers that write straight into Kafka, past the API.</summary>
public sealed class KafkaPathTests
{
    private const int Events = 400;

    [Fact]
    public async Task Events_OfAProducerOnKafka_ReachTheTablesOnceAndPoisonIsSetAside()
    {
        using var cluster = new MockCluster();
        cluster.CreateTopic(StreamTopics.Clickstream, 4);
        cluster.CreateTopic(StreamTopics.PurchaseHistory, 4);
        await using var shop = await EventShop.OpenAsync(new KafkaStreams(new KafkaOptions
        {
            BootstrapServers = cluster.BootstrapServers, SessionTimeout = TimeSpan.FromSeconds(3), Linger = TimeSpan.Zero,
        }));

        // Every event twice, as a producer that heard no acknowledgement sends it
        for (var round = 0; round < 2; round++)
        {
            await ProduceAsync(cluster, StreamTopics.Clickstream, Enumerable.Range(0, Events).Select(i => EventShop.Click($"U{i % 23}", $"e{i}", campaignId: "C")));
            await ProduceAsync(cluster, StreamTopics.PurchaseHistory, Enumerable.Range(0, Events).Select(i => EventShop.Order($"U{i % 23}", $"o{i}", $"P{i % 5}", campaignId: "C")));
        }

        await ProduceAsync(cluster, StreamTopics.Clickstream, [("U1", "not json"), (null!, "{}")]);
        await shop.TakeInAsync();

        Assert.Equal(Events, await shop.Store.CountAsync(NotifyTables.Clickstream));
        Assert.Equal(Events, await shop.Store.CountAsync(NotifyTables.PurchaseHistory));
        Assert.Equal(Events, await shop.Store.ScanAsync(NotifyTables.UserProductMatrix).Select(cell => cell.TimesPurchased).SumAsync());
        var counted = await shop.CountsAsync("C");
        Assert.Equal((Events, Events), (counted.Clicks, counted.Orders));
        var letters = await shop.DeadLettersAsync(StreamTopics.Clickstream, 2);
        Assert.Equal(["not json", "{}"], letters.Select(letter => Encoding.UTF8.GetString(letter.Value.Span)).Order(StringComparer.Ordinal));
    }

    private static Task ProduceAsync(MockCluster cluster, string topic, IEnumerable<ShopEvent> events) =>
        ProduceAsync(cluster, topic, events.Select(one => (one.UserId, Encoding.UTF8.GetString(ShopEventWriter.BytesOf(one)))));

    private static async Task ProduceAsync(MockCluster cluster, string topic, IEnumerable<(string Key, string Value)> records)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers, Partitioner = Partitioner.Murmur2Random }).Build();
        await Task.WhenAll(records.Select(record => producer.ProduceAsync(topic, new Message<string, string> { Key = record.Key, Value = record.Value })));
    }
}
