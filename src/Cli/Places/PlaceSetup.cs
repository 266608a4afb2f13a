using Notify.Storage.Objects.S3;
using Notify.Storage.Setup;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Cli.Places;

/// <summary>Makes what the services must hold before Notify can work on them.</summary>
internal static class PlaceSetup
{
    private static readonly string[] Topics =
    [
        StreamTopics.PurchaseHistory, StreamTopics.DeadLettersOf(StreamTopics.PurchaseHistory),
        StreamTopics.Clickstream, StreamTopics.DeadLettersOf(StreamTopics.Clickstream),
    ];

    /// <param name="places">Which services.</param>
    /// <param name="security">How the connection to Kafka is protected.</param>
    /// <param name="dryRun">Only look.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="Storage.StorageException">A step failed. What was made stays; it can run again.</exception>
    public static async Task<IReadOnlyList<PlacePart>> EnsureAsync(StoragePlaces places, KafkaSecurity security, bool dryRun, CancellationToken cancellationToken)
    {
        var options = places.ToOptions(folder: "", security);
        var parts = new List<PlacePart>();
        if (options.DynamoDb is { } dynamoDb)
        {
            using var schema = new DynamoDbSchema(dynamoDb);
            parts.AddRange((await schema.EnsureAsync(NotifyTables.All, dryRun, cancellationToken).ConfigureAwait(false)).Select(PartOf));
        }

        if (options.S3 is { } s3)
        {
            using var bucket = new S3BucketSetup(s3);
            parts.Add(PartOf(await bucket.EnsureAsync(dryRun, cancellationToken).ConfigureAwait(false)));
        }

        if (options.Kafka is { } kafka)
        {
            using var setup = new KafkaTopicSetup(kafka);
            foreach (var topic in Topics)
            {
                var wasThere = await setup.EnsureAsync(topic, dryRun, cancellationToken).ConfigureAwait(false);
                parts.Add(new PlacePart("topic", topic, wasThere ? PlacePart.There : dryRun ? PlacePart.Missing : PlacePart.Made, []));
            }
        }

        return parts;
    }

    private static PlacePart PartOf(TableState table)
    {
        var remarks = new List<string>();
        if (table.Table == StepState.MadePlain)
        {
            remarks.Add("on-demand billing and encryption: not supported here, left out");
        }

        remarks.Add($"recovery: {Words(table.Recovery)}");
        if (table.Expiry != StepState.NotNeeded)
        {
            remarks.Add($"expiry: {Words(table.Expiry)}");
        }

        return new PlacePart("table", table.Name, StateOf(table.Table, table.Recovery, table.Expiry), remarks);
    }

    private static PlacePart PartOf(BucketState bucket) =>
        new("bucket", bucket.Name, StateOf(bucket.Bucket, bucket.Cleaning), [$"removal of broken uploads: {Words(bucket.Cleaning)}"]);

    private static string StateOf(params ReadOnlySpan<StepState> steps) =>
        steps.Contains(StepState.Missing) ? PlacePart.Missing
        : steps.Contains(StepState.Made) || steps.Contains(StepState.MadePlain) ? PlacePart.Made
        : PlacePart.There;

    private static string Words(StepState state) => state switch
    {
        StepState.There => "on",
        StepState.Made => "switched on",
        StepState.Missing => "off",
        _ => "not supported here, left out",
    };
}

/// <summary>One thing that a service must hold.</summary>
/// <param name="What">table, bucket or topic.</param>
/// <param name="Name">Its name in the service.</param>
/// <param name="State"><see cref="There"/>, <see cref="Made"/> or <see cref="Missing"/>.</param>
/// <param name="Remarks">More about it.</param>
internal sealed record PlacePart(string What, string Name, string State, IReadOnlyList<string> Remarks)
{
    /// <summary>All of it was there.</summary>
    public const string There = "there";

    /// <summary>It, or a part of it, was made.</summary>
    public const string Made = "made";

    /// <summary>It, or a part of it, is not there, and nothing was to be changed.</summary>
    public const string Missing = "missing";
}
