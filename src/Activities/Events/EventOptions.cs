namespace Notify.Activities.Events;

/// <summary>How events are taken from the streams to the tables.</summary>
public sealed record EventOptions
{
    /// <summary>What the names of the consumer groups that write the tables begin with. Default: <c>notify_tables</c>.</summary>
    public string Groups { get; init; } = "notify_tables";

    /// <summary>Most events taken in at once, 1 to 100,000. More of them share each flush of the disk, and come again after a crash. Default: 16,384.</summary>
    public int BatchEvents { get; init; } = 16_384;

    /// <summary>How long to wait after the first fault of a store; each further one doubles it. Default: 100 ms.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two tries. Default: 10 s.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How far ahead of this machine's clock an event in a stream may be. More than the API allows, so that what one
    /// machine acknowledged is not refused by another whose clock is a little behind. Default: 1 hour.
    /// </summary>
    public TimeSpan MostAhead { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a reading of the consumers' lag is good for. Default: 500 ms.</summary>
    public TimeSpan LagFreshness { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The consumer group that takes a stream to the tables, such as <c>notify_tables.purchase_history</c>. Its position says what is durable there.</summary>
    /// <remarks>One for each stream: in Kafka whoever joins or leaves a group interrupts all of its readers, whatever they read.</remarks>
    public string GroupOf(string topic) => $"{Groups}.{topic}";
}
