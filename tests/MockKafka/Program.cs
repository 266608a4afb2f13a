using System.Globalization;
using MockKafka;

// topic:partitions … ; says where it listens and ends with its input, so that it never outlives who started it
using var cluster = new MockCluster();
foreach (var topic in args)
{
    var parts = topic.Split(':');
    cluster.CreateTopic(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
}

Console.WriteLine(cluster.BootstrapServers);
await Console.In.ReadToEndAsync();
