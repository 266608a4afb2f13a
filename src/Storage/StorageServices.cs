using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Objects.S3;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Kafka;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage;

/// <summary>Registers where data is kept.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the three ports, <see cref="ITables"/>, <see cref="IObjects"/> and <see cref="IStreams"/>, in a folder of this
    /// machine or in the services that the options name, and what is built on them alone. Each is opened when it is first
    /// asked for and closed with the container.
    /// </summary>
    public static IServiceCollection AddNotifyStorage(this IServiceCollection services, StorageOptions options)
    {
        AddTables(services, options);
        AddStreams(services, options);
        services.AddSingleton<IObjects>(_ => options.S3 is { } s3 ? new S3Objects(s3) : new FileObjects(Path.Combine(options.Folder, "objects")));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ChangeLog(provider.GetRequiredService<ITables>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Watermarks>();
        services.AddSingleton<ErasureList>();
        return services;
    }

    // Opening a file blocks, once, because a container makes services without waiting
    private static void AddTables(IServiceCollection services, StorageOptions options)
    {
        if (options.DynamoDb is { } dynamoDb)
        {
            services.AddSingleton<ITables>(_ => new DynamoDbTables(dynamoDb));
            return;
        }

        services.AddSingleton(provider => SqliteTables.OpenAsync(new SqliteTablesOptions
        {
            Path = Path.Combine(options.Folder, "tables.db"),
            Synchronous = options.Synchronous,
            Time = provider.GetRequiredService<TimeProvider>(),
        }).GetAwaiter().GetResult());
        services.AddSingleton<ITables>(provider => provider.GetRequiredService<SqliteTables>());
        services.AddSingleton<IScrubbable>(provider => provider.GetRequiredService<SqliteTables>());
        services.AddSingleton<IExpiring>(provider => provider.GetRequiredService<SqliteTables>());
    }

    private static void AddStreams(IServiceCollection services, StorageOptions options)
    {
        if (options.Kafka is { } kafka)
        {
            services.AddSingleton<IStreams>(provider => new KafkaStreams(kafka, provider.GetService<ILogger<KafkaStreams>>()));
            return;
        }

        services.AddSingleton(_ => SqliteJournal.OpenAsync(new SqliteJournalOptions
        {
            Path = Path.Combine(options.Folder, "journal.db"),
            Synchronous = options.Synchronous,
            Partitions = options.StreamPartitions,
        }).GetAwaiter().GetResult());
        services.AddSingleton<IStreams>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton<IScrubbable>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton<IExpiring>(provider => provider.GetRequiredService<SqliteJournal>());
    }
}
