using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>The tables in DynamoDB, made beforehand by <see cref="DynamoDbSchema"/>.</summary>
/// <remarks>
/// Every read is strongly consistent, because the port promises that reads see every acknowledged write. Writes that are
/// throttled are repeated, with waits, within the bounds of <see cref="DynamoDbOptions"/>.
/// </remarks>
public sealed class DynamoDbTables : ITables, IDisposable
{
    /// <summary>Most segments of a scan: DynamoDB's own bound.</summary>
    internal const int MaxSegments = 1_000_000;

    private const int ItemsPerWrite = 25;
    private const int KeysPerRead = 100;

    private readonly IAmazonDynamoDB client;
    private readonly DynamoDbOptions options;
    private readonly DynamoDbCalls calls;
    private readonly ConditionalWriter conditional;
    private readonly string place;
    private readonly ConcurrentDictionary<object, object> ready = new();

    /// <summary>Opens nothing: the first request shows whether DynamoDB can be reached.</summary>
    /// <exception cref="StorageException">No region is given and the SDK has no default.</exception>
    public DynamoDbTables(DynamoDbOptions options)
        : this(options, DynamoDbClients.Create(options))
    {
    }

    internal DynamoDbTables(DynamoDbOptions options, IAmazonDynamoDB client)
    {
        this.options = options;
        this.client = client;
        calls = new DynamoDbCalls(new BackOff(options.Rounds, options.FirstWait, options.LongestWait));
        conditional = new ConditionalWriter(client, calls);
        place = DynamoDbClients.PlaceOf(client);
    }

    /// <inheritdoc/>
    public async Task<T?> GetAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class
    {
        table.RequireKey(sortKey);
        if (!CanBeThere(new RowKey(partitionKey, sortKey)))
        {
            return null;
        }

        var target = Ready(table);
        var request = new GetItemRequest { TableName = target.Name, Key = target.Key(partitionKey, sortKey), ConsistentRead = true };
        var response = await calls.SendAsync(target.Location, "dynamodb:GetItem", token => client.GetItemAsync(request, token), cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? target.Decode(item) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> GetManyAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowKey> keys, CancellationToken cancellationToken = default)
        where T : class
    {
        table.RequireKeys(keys);
        var target = Ready(table);
        var rows = new ConcurrentBag<T>();
        var asked = keys.Where(CanBeThere).Distinct().Select(key => target.Key(key.Partition, key.Sort));
        await InFlightAsync(
            asked.Chunk(KeysPerRead), (chunk, token) => calls.SendAllAsync(target.Location, "dynamodb:BatchGetItem", chunk, ReadAsync, token), cancellationToken).ConfigureAwait(false);
        return [.. rows];

        async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> ReadAsync(IReadOnlyList<Dictionary<string, AttributeValue>> chunk, CancellationToken token)
        {
            var request = new BatchGetItemRequest { RequestItems = new() { [target.Name] = new() { Keys = [.. chunk], ConsistentRead = true } } };
            var response = await client.BatchGetItemAsync(request, token).ConfigureAwait(false);
            foreach (var item in response.Responses?.GetValueOrDefault(target.Name) ?? [])
            {
                rows.Add(target.Decode(item));
            }

            return response.UnprocessedKeys?.GetValueOrDefault(target.Name)?.Keys ?? [];
        }
    }

    /// <inheritdoc/>
    public async Task PutAsync<T>(TableDefinition<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken = default)
        where T : class
    {
        var target = Ready(table);

        // DynamoDB refuses a batch with one key twice, and batches under way together have no order: the last of each key counts
        var last = new Dictionary<RowKey, T>(rows.Count);
        foreach (var row in rows)
        {
            last[table.KeyOf(row)] = row;
        }

        var requests = last.Values.Select(row => new WriteRequest(new PutRequest(target.Encode(row))));
        await InFlightAsync(
            requests.Chunk(ItemsPerWrite), (chunk, token) => calls.SendAllAsync(target.Location, "dynamodb:BatchWriteItem", chunk, WriteAsync, token), cancellationToken).ConfigureAwait(false);

        async Task<IReadOnlyList<WriteRequest>> WriteAsync(IReadOnlyList<WriteRequest> chunk, CancellationToken token)
        {
            var response = await client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { [target.Name] = [.. chunk] } }, token).ConfigureAwait(false);
            return response.UnprocessedItems?.GetValueOrDefault(target.Name) ?? [];
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryInsertAsync<T>(TableDefinition<T> table, T row, CancellationToken cancellationToken = default)
        where T : class => conditional.InsertAsync(Ready(table), row, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RowChange<T>>> TryReplaceAsync<T>(TableDefinition<T> table, IReadOnlyCollection<RowChange<T>> changes, CancellationToken cancellationToken = default)
        where T : class
    {
        var target = Ready(table);
        var refused = new ConcurrentBag<RowChange<T>>();
        await InFlightAsync(changes, ReplaceAsync, cancellationToken).ConfigureAwait(false);
        return [.. refused];

        async Task ReplaceAsync(RowChange<T> change, CancellationToken token)
        {
            if (change.Expected is not null && table.KeyOf(change.Expected) != table.KeyOf(change.Row))
            {
                throw new ArgumentException($"A change of {table.Name} is from one key to another; a row keeps its key.");
            }

            var made = change.Expected is null
                ? conditional.InsertAsync(target, change.Row, token)
                : conditional.ReplaceAsync(target, change.Expected, change.Row, token);
            if (!await made.ConfigureAwait(false))
            {
                refused.Add(change);
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync<T>(TableDefinition<T> table, string partitionKey, string? sortKey = null, CancellationToken cancellationToken = default)
        where T : class
    {
        table.RequireKey(sortKey);
        if (!CanBeThere(new RowKey(partitionKey, sortKey)))
        {
            return;
        }

        var target = Ready(table);
        var request = new DeleteItemRequest { TableName = target.Name, Key = target.Key(partitionKey, sortKey) };
        await calls.SendAsync(target.Location, "dynamodb:DeleteItem", token => client.DeleteItemAsync(request, token), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        TableDefinition<T> table, string partitionKey, string? from = null, string? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        if (table.SortKey is null)
        {
            throw new ArgumentException($"{table.Name} has no sort key to query by. Use GetAsync.", nameof(table));
        }

        if (partitionKey.Length == 0 || KeyRange.IsEmpty(from, to))
        {
            yield break;
        }

        var target = Ready(table);
        var request = KeyRange.Request(target, partitionKey, from, to);
        do
        {
            var page = await calls.SendAsync(target.Location, "dynamodb:Query", token => client.QueryAsync(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return target.Decode(item);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<T> ScanAsync<T>(
        TableDefinition<T> table, int segment = 0, int segments = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, MaxSegments);
        ArgumentOutOfRangeException.ThrowIfNegative(segment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(segment, segments);
        var target = Ready(table);
        var request = new ScanRequest { TableName = target.Name, ConsistentRead = true, Segment = segment, TotalSegments = segments };
        do
        {
            var page = await calls.SendAsync(target.Location, "dynamodb:Scan", token => client.ScanAsync(request, token), cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return target.Decode(item);
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    /// <summary>
    /// How many rows the table has: exact for tables of up to <see cref="RowCounter.ExactMegabytes"/> MB; beyond, DynamoDB's own
    /// figure, up to six hours old, but never less than what was counted.
    /// </summary>
    public Task<long> CountAsync<T>(TableDefinition<T> table, CancellationToken cancellationToken = default)
        where T : class => new RowCounter(client, calls).CountAsync(Ready(table), cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => client.Dispose();

    // DynamoDB refuses to be asked about an empty key
    private static bool CanBeThere(RowKey key) => key.Partition.Length > 0 && key.Sort?.Length != 0;

    private Task InFlightAsync<TPart>(IEnumerable<TPart> parts, Func<TPart, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxInFlight, CancellationToken = cancellationToken },
            (part, token) => new ValueTask(work(part, token)));

    private DynamoDbTable<T> Ready<T>(TableDefinition<T> table)
        where T : class => (DynamoDbTable<T>)ready.GetOrAdd(table, _ => new DynamoDbTable<T>(table, options.TablePrefix, place));
}
