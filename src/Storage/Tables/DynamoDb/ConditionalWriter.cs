using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>Writes a row only where its table holds what the writer expects.</summary>
/// <remarks>
/// A request whose answer was lost is sent again, by the SDK or by us, and then finds its own row in the way. So every
/// conditional write carries an id of its own in the row, and a writer that is refused looks whose row is there.
/// </remarks>
internal sealed class ConditionalWriter(IAmazonDynamoDB client, DynamoDbCalls calls)
{
    /// <summary>Writes a row where its key has none.</summary>
    public Task<bool> InsertAsync<T>(DynamoDbTable<T> table, T row, CancellationToken cancellationToken)
        where T : class
    {
        var request = new PutItemRequest
        {
            TableName = table.Name,
            Item = table.Encode(row),
            ConditionExpression = "attribute_not_exists(#k)",
            ExpressionAttributeNames = new() { ["#k"] = table.Definition.PartitionKey },
        };
        return PutAsync(table, request, cancellationToken);
    }

    /// <summary>Writes a row where its key has one that is the same as expected.</summary>
    public async Task<bool> ReplaceAsync<T>(DynamoDbTable<T> table, T expected, T row, CancellationToken cancellationToken)
        where T : class
    {
        // Compared as records, then held to as stored: an older program may have written the same content in other words
        var request = new PutItemRequest { TableName = table.Name, Item = table.Encode(row), ExpressionAttributeNames = [], ExpressionAttributeValues = [] };
        if (await ReadAsync(table, table.KeyOf(request.Item), cancellationToken).ConfigureAwait(false) is not { Count: > 0 } stored
            || !table.AreSame(table.Decode(stored), expected))
        {
            return false;
        }

        var conditions = new List<string>();
        foreach (var (name, value) in stored)
        {
            var i = conditions.Count.ToString(CultureInfo.InvariantCulture);
            request.ExpressionAttributeNames[$"#a{i}"] = name;
            request.ExpressionAttributeValues[$":v{i}"] = value;
            conditions.Add($"#a{i} = :v{i}");
        }

        request.ConditionExpression = string.Join(" AND ", conditions);
        return await PutAsync(table, request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> PutAsync<T>(DynamoDbTable<T> table, PutItemRequest request, CancellationToken cancellationToken)
        where T : class
    {
        var write = Guid.NewGuid().ToByteArray();
        request.Item[DynamoDbTable<T>.WriteAttribute] = new AttributeValue { B = new MemoryStream(write) };
        try
        {
            await calls.SendAsync(
                table.Location, "dynamodb:PutItem", token => client.PutItemAsync(request, token), cancellationToken, fault => fault is ConditionalCheckFailedException).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            var there = await ReadAsync(table, table.KeyOf(request.Item), cancellationToken).ConfigureAwait(false);
            return there is not null && there.TryGetValue(DynamoDbTable<T>.WriteAttribute, out var whose) && whose.B?.ToArray().AsSpan().SequenceEqual(write) is true;
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> ReadAsync<T>(DynamoDbTable<T> table, Dictionary<string, AttributeValue> key, CancellationToken cancellationToken)
        where T : class
    {
        var request = new GetItemRequest { TableName = table.Name, Key = key, ConsistentRead = true };
        return (await calls.SendAsync(table.Location, "dynamodb:GetItem", token => client.GetItemAsync(request, token), cancellationToken).ConfigureAwait(false)).Item;
    }
}
