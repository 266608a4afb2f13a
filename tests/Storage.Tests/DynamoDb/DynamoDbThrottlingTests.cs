using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Notify.Contracts.Tables;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Storage.Tests.DynamoDb;

/// <summary>A DynamoDB that throttles, fails in passing, leaves work unprocessed and loses answers.</summary>
public sealed class DynamoDbThrottlingTests(DynaliteServer server)
{
    private static readonly TableDefinition<SampleItem> Items = new("items", "owner", "item");
    private static readonly TableDefinition<SampleRow> Rows = new("rows", "id");

    private readonly DynamoDbOptions options = DynamoDbTestTables.Options(server);

    [Theory]
    [InlineData("ProvisionedThroughputExceededException", HttpStatusCode.BadRequest)]
    [InlineData("ThrottlingException", HttpStatusCode.BadRequest)]
    [InlineData("RequestLimitExceeded", HttpStatusCode.BadRequest)]
    [InlineData("InternalServerError", HttpStatusCode.InternalServerError)]
    [InlineData("ServiceUnavailable", HttpStatusCode.ServiceUnavailable)]
    public async Task EveryCall_FailingInPassing_SucceedsInTheEnd(string code, HttpStatusCode status)
    {
        var asked = new ConcurrentDictionary<string, int>();
        var http = new ScriptedHttp((request, _, _) => Task.FromResult(
            asked.AddOrUpdate(request.Operation, 1, (_, times) => times + 1) % 3 == 0 ? null : ScriptedHttp.Fault(code, status)));
        using var tables = await OpenAsync(http);

        await tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }]);
        Assert.True(await tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "2" }));
        await tables.PutAsync(Rows, [new SampleRow { Id = "r" }]);
        await tables.DeleteAsync(Items, "o", "1");

        Assert.NotNull(await tables.GetAsync(Items, "o", "2"));
        Assert.Single(await tables.GetManyAsync(Rows, ["r"]));
        Assert.Single(await tables.QueryAsync(Items, "o").ToListAsync());
        Assert.Single(await tables.ScanAsync(Items).ToListAsync());
        Assert.Equal(1, await tables.CountAsync(Items));
        Assert.All(asked, call => Assert.Equal(0, call.Value % 3));
    }

    [Fact]
    public async Task PutAsync_PartsLeftUnprocessed_WritesEveryRowOnce()
    {
        // Of each batch a random half is written and the other handed back, now and then all of it
        var random = new Random(7);
        var written = new ConcurrentBag<string>();
        var http = new ScriptedHttp(async (request, forward, _) =>
        {
            if (request.Operation != "BatchWriteItem")
            {
                return null;
            }

            var (table, all) = BatchOf(request, "RequestItems");
            int kept;
            lock (random)
            {
                kept = random.Next(all.Count + 1);
            }

            foreach (var put in all.Take(kept))
            {
                written.Add(put["PutRequest"]!["Item"]!["item"]!["S"]!.GetValue<string>());
            }

            if (kept > 0)
            {
                (await forward(new JsonObject { ["RequestItems"] = new JsonObject { [table] = new JsonArray([.. all.Take(kept).Select(put => put.DeepClone())]) } })).EnsureSuccessStatusCode();
            }

            return ScriptedHttp.Json(kept == all.Count
                ? """{"UnprocessedItems":{}}"""
                : new JsonObject { ["UnprocessedItems"] = new JsonObject { [table] = new JsonArray([.. all.Skip(kept).Select(put => put.DeepClone())]) } }.ToJsonString());
        });
        using var tables = await OpenAsync(http);
        var items = Enumerable.Range(0, 500).Select(i => new SampleItem { Owner = $"o{i % 3}", Item = $"{i:D4}", Version = i }).ToList();

        await tables.PutAsync(Items, items);

        Assert.Equal(items.Select(item => item.Item), written.Order(StringComparer.Ordinal));
        Assert.Equal(items, (await tables.ScanAsync(Items).ToListAsync()).OrderBy(item => item.Item, StringComparer.Ordinal));
    }

    [Fact]
    public async Task GetManyAsync_KeysLeftUnprocessed_GivesEveryRowOnce()
    {
        var http = new ScriptedHttp(async (request, forward, cancellationToken) =>
        {
            if (request.Operation != "BatchGetItem" || KeysOf(request, out var table) is not { Count: > 7 } keys)
            {
                return null;
            }

            var body = request.Body.DeepClone();
            body["RequestItems"]![table]!["Keys"] = new JsonArray([.. keys.Take(7).Select(key => key.DeepClone())]);
            var answer = JsonNode.Parse(await (await forward(body)).Content.ReadAsStringAsync(cancellationToken))!;
            answer["UnprocessedKeys"] = new JsonObject { [table] = new JsonObject { ["Keys"] = new JsonArray([.. keys.Skip(7).Select(key => key.DeepClone())]) } };
            return ScriptedHttp.Json(answer.ToJsonString());
        });
        using var tables = await OpenAsync(http);
        await tables.PutAsync(Rows, [.. Enumerable.Range(0, 130).Select(i => new SampleRow { Id = $"r{i}", Number = i })]);

        var rows = await tables.GetManyAsync(Rows, [.. Enumerable.Range(0, 130).Select(i => $"r{i}")]);

        Assert.Equal(Enumerable.Range(0, 130), rows.Select(row => row.Number).Order());
        Assert.All(http.Sent.Where(request => request.Operation == "BatchGetItem"), request => Assert.True(request.Body["RequestItems"]!.AsObject().Single().Value!["ConsistentRead"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task PutAsync_ThrottledForGood_FailsWithARemedyAfterItsBound()
    {
        var http = new ScriptedHttp((request, _, _) => Task.FromResult(
            request.Operation == "BatchWriteItem" ? ScriptedHttp.Json(new JsonObject { ["UnprocessedItems"] = request.Body["RequestItems"]!.DeepClone() }.ToJsonString()) : null));
        using var tables = await OpenAsync(http);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }]));

        Assert.Contains("dynamodb:BatchWriteItem is throttled", fault.Message, StringComparison.Ordinal);
        Assert.Contains("items", fault.Location, StringComparison.Ordinal);
        Assert.Contains("CloudWatch", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(options.Rounds, http.Sent.Count(request => request.Operation == "BatchWriteItem"));
    }

    [Fact]
    public async Task GetAsync_ThrottledForGood_FailsWithARemedyAfterItsBound()
    {
        var http = new ScriptedHttp((_, _, _) => Task.FromResult<HttpResponseMessage?>(ScriptedHttp.Fault("ProvisionedThroughputExceededException")));
        using var tables = DynamoDbTestTables.Open(options, http);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.GetAsync(Items, "o", "1"));

        Assert.Contains("DynamoDB throttles dynamodb:GetItem", fault.Message, StringComparison.Ordinal);
        Assert.Equal(options.Rounds, http.Sent.Count);
    }

    [Fact]
    public async Task PutAsync_ThrottledClientAsShipped_SucceedsInTheEnd()
    {
        var throttles = 3;
        var http = new ScriptedHttp((_, _, _) => Task.FromResult(Interlocked.Decrement(ref throttles) < 0 ? null : ScriptedHttp.Fault("ThrottlingException")));
        await DynamoDbTestTables.CreateAsync(options, Items.Layout);
        using var tables = DynamoDbTestTables.Open(new DynamoDbOptions { ServiceUrl = options.ServiceUrl, TablePrefix = options.TablePrefix }, http);

        await tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }]);

        Assert.Equal(4, http.Sent.Count);
        Assert.NotNull(await tables.GetAsync(Items, "o", "1"));
    }

    [Fact]
    public async Task PutAsync_CancelledWhileThrottled_StopsWaiting()
    {
        using var stop = new CancellationTokenSource();
        var http = new ScriptedHttp(async (_, _, _) =>
        {
            await stop.CancelAsync();
            return ScriptedHttp.Fault("ThrottlingException");
        });
        using var tables = DynamoDbTestTables.Open(options with { FirstWait = TimeSpan.FromDays(1), LongestWait = TimeSpan.FromDays(1) }, http);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }], stop.Token));
    }

    [Fact]
    public async Task TryInsertAsync_AnswerLost_StillKnowsThatItWon()
    {
        // The row is written, but the client hears of a failure and asks again
        var lost = 0;
        var http = new ScriptedHttp(async (request, forward, _) =>
        {
            if (request.Operation != "PutItem" || Interlocked.Increment(ref lost) != 1)
            {
                return null;
            }

            (await forward(request.Body)).EnsureSuccessStatusCode();
            return ScriptedHttp.Fault("InternalServerError", HttpStatusCode.InternalServerError);
        });
        using var tables = await OpenAsync(http);

        Assert.True(await tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "1", Version = 1 }));
        Assert.False(await tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "1", Version = 1 }));
        Assert.Equal(3, http.Sent.Count(request => request.Operation == "PutItem"));
    }

    [Fact]
    public async Task GetAsync_AnswerTooSlow_IsAskedAgainAndThenFails()
    {
        var http = new ScriptedHttp(async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        });
        using var tables = DynamoDbTestTables.Open(options with { Timeout = TimeSpan.FromMilliseconds(50), SdkRetries = 1 }, http);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.GetAsync(Items, "o", "1"));

        Assert.Contains("was not answered in time", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, http.Sent.Count);
    }

    private static (string Table, List<JsonNode> Parts) BatchOf(SentRequest request, string property)
    {
        var (table, parts) = request.Body[property]!.AsObject().Single();
        return (table, [.. parts!.AsArray().Select(part => part!)]);
    }

    private static List<JsonNode> KeysOf(SentRequest request, out string table)
    {
        (table, var keys) = request.Body["RequestItems"]!.AsObject().Single();
        return [.. keys!["Keys"]!.AsArray().Select(key => key!)];
    }

    private async Task<DynamoDbTables> OpenAsync(ScriptedHttp http)
    {
        await DynamoDbTestTables.CreateAsync(options, Items.Layout, Rows.Layout);
        return DynamoDbTestTables.Open(options, http);
    }
}
