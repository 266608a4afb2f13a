using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage;

/// <summary>Registers where data is kept.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the three ports, <see cref="ITables"/>, <see cref="IObjects"/> and <see cref="IStreams"/>, in a folder of this
    /// machine. Each is opened when it is first asked for and closed with the container.
    /// </summary>
    public static IServiceCollection AddNotifyStorage(this IServiceCollection services, StorageOptions options)
    {
        // Opening blocks, once, because a container makes services without waiting.
        services.AddSingleton(_ => SqliteTables.OpenAsync(new SqliteTablesOptions
        {
            Path = Path.Combine(options.Folder, "tables.db"),
            Synchronous = options.Synchronous,
        }).GetAwaiter().GetResult());
        services.AddSingleton(_ => SqliteJournal.OpenAsync(new SqliteJournalOptions
        {
            Path = Path.Combine(options.Folder, "journal.db"),
            Synchronous = options.Synchronous,
            Partitions = options.StreamPartitions,
        }).GetAwaiter().GetResult());
        services.AddSingleton<IScrubbable>(provider => provider.GetRequiredService<SqliteTables>());
        services.AddSingleton<IScrubbable>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton<ITables>(provider => provider.GetRequiredService<SqliteTables>());
        services.AddSingleton<IStreams>(provider => provider.GetRequiredService<SqliteJournal>());
        services.AddSingleton<IObjects>(_ => new FileObjects(Path.Combine(options.Folder, "objects")));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ChangeLog(provider.GetRequiredService<ITables>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Watermarks>();
        services.AddSingleton<ErasureList>();
        return services;
    }
}
