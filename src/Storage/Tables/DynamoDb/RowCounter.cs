using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>Counts a table's rows without reading all of a large one.</summary>
internal sealed class RowCounter(IAmazonDynamoDB client, DynamoDbCalls calls)
{
    /// <summary>How large a table is counted row by row; a page of a scan is 1 MB.</summary>
    public const int ExactMegabytes = Segments * PagesPerSegment;

    private const int Segments = 8;
    private const int PagesPerSegment = 32;

    public async Task<long> CountAsync<T>(DynamoDbTable<T> table, CancellationToken cancellationToken)
        where T : class
    {
        var first = await PageAsync(table, new ScanRequest(table.Name), cancellationToken).ConfigureAwait(false);
        if (first.LastEvaluatedKey is not { Count: > 0 })
        {
            return first.Count ?? 0;
        }

        var counted = await Task.WhenAll(Enumerable.Range(0, Segments).Select(segment => CountSegmentAsync(table, segment, cancellationToken))).ConfigureAwait(false);
        var total = counted.Sum(part => part.Rows);
        if (counted.All(part => part.IsWhole))
        {
            return total;
        }

        var described = await calls.SendAsync(
            table.Location, "dynamodb:DescribeTable", token => client.DescribeTableAsync(table.Name, token), cancellationToken).ConfigureAwait(false);
        return Math.Max(total, described.Table.ItemCount ?? 0);
    }

    private async Task<(long Rows, bool IsWhole)> CountSegmentAsync<T>(DynamoDbTable<T> table, int segment, CancellationToken cancellationToken)
        where T : class
    {
        var request = new ScanRequest(table.Name) { Segment = segment, TotalSegments = Segments };
        var rows = 0L;
        for (var i = 0; i < PagesPerSegment; i++)
        {
            var page = await PageAsync(table, request, cancellationToken).ConfigureAwait(false);
            rows += page.Count ?? 0;
            if (page.LastEvaluatedKey is not { Count: > 0 } next)
            {
                return (rows, true);
            }

            request.ExclusiveStartKey = next;
        }

        return (rows, false);
    }

    private Task<ScanResponse> PageAsync<T>(DynamoDbTable<T> table, ScanRequest request, CancellationToken cancellationToken)
        where T : class
    {
        request.Select = Select.COUNT;
        request.ConsistentRead = true;
        return calls.SendAsync(table.Location, "dynamodb:Scan", token => client.ScanAsync(request, token), cancellationToken);
    }
}
