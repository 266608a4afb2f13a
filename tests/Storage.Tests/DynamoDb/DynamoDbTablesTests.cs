using System.Net;
using Notify.Contracts.Tables;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Storage.Tests.DynamoDb;

/// <summary>What DynamoDB alone bounds, refuses and adds.</summary>
public sealed class DynamoDbTablesTests(DynaliteServer server)
{
    private static readonly TableDefinition<SampleItem> Items = new("items", "owner", "item");
    private static readonly TableDefinition<SampleRow> Rows = new("rows", "id");

    private readonly DynamoDbOptions options = DynamoDbTestTables.Options(server);

    [Fact]
    public async Task PutAsync_RowOver400Kilobytes_NamesTableKeySizeAndAttribute()
    {
        using var tables = await OpenAsync(Rows.Layout);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.PutAsync(Rows, [new SampleRow { Id = "huge", Text = new string('é', 210_000) }]));

        Assert.Contains("_rows in DynamoDB at http://127.0.0.1:", fault.Message, StringComparison.Ordinal);
        Assert.Contains("The row with id 'huge' has 420,", fault.Message, StringComparison.Ordinal);
        Assert.Contains("DynamoDB holds 409,600 in one; its 'text' alone has 420,004", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Shorten 'text'", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(0, await tables.CountAsync(Rows));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e-131)]
    [InlineData(1e126)]
    public async Task PutAsync_NumberThatDynamoDbCannotHold_IsRefused(double value)
    {
        using var tables = await OpenAsync(Rows.Layout);

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => tables.PutAsync(Rows, [new SampleRow { Id = "r", Real = value }]));

        Assert.Contains("'real' of a row of rows is", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_KeyThatIsTooLong_IsRefused()
    {
        using var tables = await OpenAsync(Items.Layout);

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = new string('k', 1025) }]));

        Assert.Contains("'item' of a row of items has 1025 bytes; as part of a key in DynamoDB it may have 1024", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_WithoutTheTable_SaysHowToMakeIt()
    {
        using var tables = DynamoDbTestTables.Open(options);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }]));

        Assert.Contains("There is no such table", fault.Message, StringComparison.Ordinal);
        Assert.Contains("notify init --target aws", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccessDeniedException", "This identity may not use dynamodb:GetItem", "Allow dynamodb:GetItem")]
    [InlineData("UnrecognizedClientException", "The credentials are refused", "access key")]
    [InlineData("ExpiredTokenException", "The credentials are refused", "session has not expired")]
    [InlineData("ValidationException", "dynamodb:GetItem failed with ValidationException", "inner error")]
    public async Task GetAsync_Refused_SaysByWhatAndWhatToDo(string code, string what, string remedy)
    {
        var http = new ScriptedHttp((_, _, _) => Task.FromResult<HttpResponseMessage?>(ScriptedHttp.Fault(code)));
        using var tables = DynamoDbTestTables.Open(options, http);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.GetAsync(Rows, "r"));

        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        Assert.Single(http.Sent);
    }

    [Fact]
    public async Task GetAsync_NoServerThere_SaysThatItCannotBeReached()
    {
        using var tables = DynamoDbTestTables.Open(options with { ServiceUrl = new Uri("http://127.0.0.1:1") });

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.GetAsync(Rows, "r"));

        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--dynamodb-url", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_ValueOfAnotherKind_SaysWhichCannotBeRead()
    {
        using var tables = await OpenAsync(Rows.Layout);
        using var client = DynamoDbClients.Create(options, DynamoDbTestTables.Credentials);
        await client.PutItemAsync(options.TablePrefix + "rows", new() { ["id"] = new("r"), ["money"] = new("a lot") }, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<StorageException>(() => tables.GetAsync(Rows, "r"));

        Assert.Contains("cannot be read as SampleRow: 'money' is not a number (N)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_EveryKind_IsKeptInDynamoDbsOwnTypes()
    {
        var http = new ScriptedHttp((_, _, _) => Task.FromResult<HttpResponseMessage?>(null));
        await DynamoDbTestTables.CreateAsync(options, Rows.Layout);
        using var tables = DynamoDbTestTables.Open(options, http);

        await tables.PutAsync(Rows, [new SampleRow { Id = "r", Money = 1234.50m, Real = 0.1, Number = -7, Flag = true, Labels = ["a"], Vector = new float[1] }]);

        var item = Assert.Single(http.Sent).Body["RequestItems"]![options.TablePrefix + "rows"]![0]!["PutRequest"]!["Item"]!;
        Assert.Equal("""{"N":"1234.5"}""", item["money"]!.ToJsonString());
        Assert.Equal("""{"N":"0.1"}""", item["real"]!.ToJsonString());
        Assert.Equal("""{"N":"-7"}""", item["number"]!.ToJsonString());
        Assert.Equal("""{"BOOL":true}""", item["flag"]!.ToJsonString());
        Assert.Equal("""["a"]""", item["labels"]!["S"]!.GetValue<string>());
        Assert.Equal("""{"B":"AAAAAA=="}""", item["vector"]!.ToJsonString());
        Assert.Null(item["optional_money"]);
    }

    [Fact]
    public async Task PutAsync_TableWithARetention_SaysWhenItsRowsExpire()
    {
        var expiring = Rows with { Retention = new("moment", TimeSpan.FromSeconds(90)) };
        using var tables = await OpenAsync(expiring.Layout);
        using var client = DynamoDbClients.Create(options, DynamoDbTestTables.Credentials);
        var row = new SampleRow { Id = "1", Moment = DateTimeOffset.FromUnixTimeSeconds(1000) };

        await tables.PutAsync(expiring, [row]);

        var stored = await client.GetItemAsync(options.TablePrefix + expiring.Name, new() { ["id"] = new("1") }, TestContext.Current.CancellationToken);
        Assert.Equal("1090", stored.Item["_expires_at"].N);
        Assert.Equal(row.Moment, (await tables.GetAsync(expiring, "1"))!.Moment);
    }

    [Fact]
    public async Task PutAsync_ManyRows_GoInBatchesSeveralUnderWay()
    {
        var (now, most) = (0, 0);
        var atOnce = new TaskCompletionSource();
        var http = new ScriptedHttp(async (request, _, cancellationToken) =>
        {
            Assert.Equal(25, request.Body["RequestItems"]!.AsObject().Single().Value!.AsArray().Count);
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (now == 4)
            {
                atOnce.SetResult();
            }

            await atOnce.Task.WaitAsync(cancellationToken);
            return ScriptedHttp.Json("""{"UnprocessedItems":{}}""");
        });
        using var tables = DynamoDbTestTables.Open(options with { MaxInFlight = 4 }, http);

        await tables.PutAsync(Items, [.. Enumerable.Range(0, 100).Select(i => new SampleItem { Owner = "o", Item = $"{i}" })]);

        Assert.Equal(4, most);
        Assert.Equal(4, http.Sent.Count);
    }

    [Fact]
    public async Task CountAsync_LargeTable_IsNeverLessThanWhatIsThere()
    {
        // Every page of the count says that there is more: as with a table too large to count
        var http = new ScriptedHttp((request, _, _) => Task.FromResult<HttpResponseMessage?>(request.Operation switch
        {
            "Scan" => ScriptedHttp.Json("""{"Count":10,"ScannedCount":10,"LastEvaluatedKey":{"id":{"S":"x"}}}"""),
            "DescribeTable" => ScriptedHttp.Json("""{"Table":{"ItemCount":5000}}"""),
            _ => ScriptedHttp.Fault("ValidationException", HttpStatusCode.BadRequest),
        }));
        using var tables = DynamoDbTestTables.Open(options, http);

        Assert.Equal(5000, await tables.CountAsync(Rows));
        Assert.All(http.Sent.Where(request => request.Operation == "Scan"), request => Assert.Equal("COUNT", request.Body["Select"]!.GetValue<string>()));
        Assert.Equal(RowCounter.ExactMegabytes + 1, http.Sent.Count(request => request.Operation == "Scan"));
    }

    [Fact]
    public async Task Reads_OfEveryKind_AreConsistent()
    {
        var http = new ScriptedHttp((_, _, _) => Task.FromResult<HttpResponseMessage?>(null));
        await DynamoDbTestTables.CreateAsync(options, Items.Layout, Rows.Layout);
        using var tables = DynamoDbTestTables.Open(options, http);

        await tables.GetAsync(Items, "o", "1");
        await tables.QueryAsync(Items, "o").ToListAsync();
        await tables.ScanAsync(Items, 1, 3).ToListAsync();
        await tables.CountAsync(Items);

        Assert.All(http.Sent, request => Assert.True(request.Body["ConsistentRead"]?.GetValue<bool>(), request.Operation));
        Assert.Equal((1, 3), ((int)http.Sent.ElementAt(2).Body["Segment"]!, (int)http.Sent.ElementAt(2).Body["TotalSegments"]!));
    }

    private async Task<DynamoDbTables> OpenAsync(TableLayout layout)
    {
        await DynamoDbTestTables.CreateAsync(options, layout);
        return DynamoDbTestTables.Open(options);
    }
}
