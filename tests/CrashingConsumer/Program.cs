using CrashingConsumer;
using Microsoft.Extensions.Logging.Abstractions;
using Notify.Activities.Delivering;
using Notify.Activities.Events;
using Notify.Contracts.Streams;
using Notify.Storage.Changes;
using Notify.Storage.Erasing;
using Notify.Storage.Objects;
using Notify.Storage.Sqlite;
using Notify.Storage.Streams;
using Notify.Storage.Streams.Sqlite;
using Notify.Storage.Tables.Sqlite;

// Takes the events of the journal in a folder to the tables there, as the worker does; ends when none is left, or is killed.
var (folder, batch) = (args[0], int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = Path.Combine(folder, "tables.db"), Synchronous = SqliteDurability.Normal });
await using var journal = await SqliteJournal.OpenAsync(new SqliteJournalOptions { Path = Path.Combine(folder, "journal.db"), Synchronous = SqliteDurability.Normal });
var streams = new WatchedStreams(journal);
var (time, deliveries, options) = (TimeProvider.System, new NoDeliveries(), new EventOptions { BatchEvents = batch });
var changes = new ChangeLog(tables, time);
var counters = new CampaignCounters(tables);
using var erasures = new ErasureList(tables, new FileObjects(Path.Combine(folder, "objects")), changes, time);
IProjection[] projections =
[
    new SpokenProjection(new PurchaseProjection(tables, counters, changes, deliveries)),
    new SpokenProjection(new ClickstreamProjection(tables, counters, new OptOuts(tables), changes, deliveries)),
];
using var stop = new CancellationTokenSource();
var running = Array.ConvertAll(projections, projection => new EventConsumer(
    streams, new DeadLetters(streams), erasures, projection, new StreamMeter(streams, options, time), options, time, NullLogger<EventConsumer>.Instance).RunAsync(stop.Token));
await streams.DrainedAsync(options.GroupOf);
await stop.CancelAsync();
await Task.WhenAll(running);
Console.WriteLine("done");
