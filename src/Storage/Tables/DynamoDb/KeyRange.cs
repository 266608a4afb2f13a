using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>A partition's rows between two sort keys.</summary>
internal static class KeyRange
{
    /// <summary>Whether no key can be in it; DynamoDB takes that for an error.</summary>
    public static bool IsEmpty(string? from, string? to) =>
        to is { Length: 0 } || (from is not null && to is not null && Encoding.UTF8.GetBytes(from).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(to)) > 0);

    public static QueryRequest Request<T>(DynamoDbTable<T> table, string partitionKey, string? from, string? to)
        where T : class
    {
        var request = new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            KeyConditionExpression = "#p = :p",
            ExpressionAttributeNames = new() { ["#p"] = table.Definition.PartitionKey },
            ExpressionAttributeValues = new() { [":p"] = new(partitionKey) },
        };

        // Every key is after the empty one, which DynamoDB refuses as a bound
        var condition = (string.IsNullOrEmpty(from), to is null) switch
        {
            (true, true) => null,
            (true, false) => "#s <= :to",
            (false, true) => "#s >= :from",
            (false, false) => "#s BETWEEN :from AND :to",
        };
        if (condition is null)
        {
            return request;
        }

        request.KeyConditionExpression += $" AND {condition}";
        request.ExpressionAttributeNames["#s"] = table.Definition.SortKey;
        if (!string.IsNullOrEmpty(from))
        {
            request.ExpressionAttributeValues[":from"] = new(from);
        }

        if (to is not null)
        {
            request.ExpressionAttributeValues[":to"] = new(to);
        }

        return request;
    }
}
