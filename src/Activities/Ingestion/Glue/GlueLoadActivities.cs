using System.Text.Json;
using Notify.Storage.Changes;
using Notify.Storage.Objects;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Activities.Ingestion.Glue;

/// <summary>Takes over what Glue's jobs leave for the product: the keys that a load changed go into the change log.</summary>
public sealed class GlueLoadActivities(IObjects objects, ChangeLog changes)
{
    /// <summary>What a load that changes more keys is noted as: whoever follows the log then reads the table whole.</summary>
    public const int MostKeys = 100_000;

    // Spark's mark behind the last part
    private const string Finished = "_SUCCESS";

    // Ours, with how many keys there were
    private const string Recorded = "_RECORDED";

    /// <summary>Appends a load's changed keys to a base table's log, and removes what held them: they may name people. Again changes nothing.</summary>
    /// <param name="tableName">Such as <c>notify_users</c>.</param>
    /// <param name="load">The load's id.</param>
    /// <returns>How many keys the load changed; at most <see cref="MostKeys"/> + 1 are counted.</returns>
    [Activity]
    public async Task<int> RecordChangesAsync(string tableName, string load)
    {
        var context = ActivityExecutionContext.Current;
        var folder = $"changes/{tableName}/load={load}/";
        var names = await objects.ListAsync(folder, context.CancellationToken).Select(entry => entry.Key[folder.Length..]).ToListAsync(context.CancellationToken);
        if (!names.Contains(Finished))
        {
            throw new ApplicationFailureException(
                $"The objects hold no changed keys of {tableName} in load {load}, although its job has succeeded. Give the jobs the folder of this worker's own objects.",
                GlueFailures.Refused,
                nonRetryable: true);
        }

        if (!names.Contains(Recorded))
        {
            var count = await AppendAsync(tableName, load, names.Where(IsPart).Select(name => folder + name), context);
            await objects.PutAsync(folder + Recorded, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(count)), context.CancellationToken);
        }

        foreach (var name in names.Where(IsPart))
        {
            await objects.DeleteAsync(folder + name, context.CancellationToken);
        }

        await using var recorded = await objects.OpenReadAsync(folder + Recorded, cancellationToken: context.CancellationToken);
        return await JsonSerializer.DeserializeAsync<int>(recorded, cancellationToken: context.CancellationToken);
    }

    private static bool IsPart(string name) => !name.StartsWith('_');

    private async Task<int> AppendAsync(string tableName, string load, IEnumerable<string> parts, ActivityExecutionContext context)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts.TakeWhile(_ => keys.Count <= MostKeys))
        {
            await ReadAsync(part, keys, context.CancellationToken);
            context.Heartbeat(keys.Count);
        }

        await (keys.Count > MostKeys
            ? changes.AppendLoadAsync(tableName, load, context.CancellationToken)
            : changes.AppendAsync(tableName, keys, context.CancellationToken));
        return keys.Count;
    }

    /// <summary>Adds an object's keys, one JSON string a line, until there are too many to tell apart.</summary>
    private async Task ReadAsync(string key, HashSet<string> keys, CancellationToken cancellationToken)
    {
        await using var content = await objects.OpenReadAsync(key, cancellationToken: cancellationToken);
        using var lines = new StreamReader(content);
        while (keys.Count <= MostKeys && await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            keys.Add(JsonSerializer.Deserialize<string>(line)!);
        }
    }
}
