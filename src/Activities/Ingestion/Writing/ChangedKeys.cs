using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Staging;
using Notify.Storage.Changes;

namespace Notify.Activities.Ingestion.Writing;

/// <summary>Tells the change log what a load changed, when it is durable.</summary>
internal static class ChangedKeys
{
    /// <summary>Beyond so many keys a load is one entry that says "the whole table": reading it all is then cheaper than looking up each key.</summary>
    public const int MostKeys = 100_000;

    /// <summary>Appends the keys of a snapshot's rows.</summary>
    public static async Task AppendAsync(
        ChangeLog changes, IngestDatabase database, LoadTable table, string load, string path, Action pulse, CancellationToken cancellationToken)
    {
        var key = table.Person ?? table.Keys[0];
        var count = await database.NumbersAsync($"SELECT count(DISTINCT \"{key}\") FROM {Sql.Parquet([path])}", pulse, cancellationToken);
        if (count[0] > MostKeys)
        {
            await changes.AppendLoadAsync(table.TableName, load, cancellationToken);
            return;
        }

        var keys = database.ReadAll($"SELECT DISTINCT \"{key}\" AS key FROM {Sql.Parquet([path])} ORDER BY key", row => row.GetString(0));
        await changes.AppendAsync(table.TableName, keys, cancellationToken);
    }
}
