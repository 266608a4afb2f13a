using System.Text.Json.Nodes;
using Notify.Contracts.Tables;
using Notify.Storage.Setup;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Storage.Tests.DynamoDb;

/// <summary>Making the tables: in dynalite, which lacks much of it, and against AWS's answers by script.</summary>
public sealed class DynamoDbSchemaTests(DynaliteServer server)
{
    private readonly DynamoDbOptions options = DynamoDbTestTables.Options(server);

    [Fact]
    public void All_TablesOfNotify_AreThereOnce()
    {
        Assert.Equal(NotifyTables.All.Count, NotifyTables.All.Select(table => table.Name).Distinct().Count());
        Assert.Contains(new TableLayout("notify_users", "user_id", null, null), NotifyTables.All);
        Assert.Contains(new TableLayout("notify_clickstream", "user_id", "event_id", new("timestamp", TimeSpan.FromDays(400))), NotifyTables.All);
    }

    [Fact]
    public async Task EnsureAsync_Twice_MakesEveryTableOnceAndSaysWhatIsLeftOut()
    {
        using var schema = DynamoDbTestTables.Schema(options);

        var looked = await schema.EnsureAsync(NotifyTables.All, dryRun: true);
        var made = await schema.EnsureAsync(NotifyTables.All, dryRun: false);
        var again = await schema.EnsureAsync(NotifyTables.All, dryRun: false);

        Assert.All(looked, table => Assert.Equal(StepState.Missing, table.Table));
        Assert.Equal(NotifyTables.All.Select(table => options.TablePrefix + table.Name), made.Select(table => table.Name));
        Assert.All(made, table => Assert.True(table.Table is StepState.Made or StepState.MadePlain));
        Assert.All(made, table => Assert.Equal(StepState.Unsupported, table.Recovery));
        Assert.All(again, table => Assert.Equal(StepState.There, table.Table));
    }

    [Fact]
    public async Task EnsureAsync_TableWithAnotherKey_IsRefused()
    {
        using var schema = DynamoDbTestTables.Schema(options);
        await schema.EnsureAsync([new TableLayout("items", "owner", "item", null)], dryRun: false);

        var fault = await Assert.ThrowsAsync<StorageException>(() => schema.EnsureAsync([new TableLayout("items", "owner", null, null)], dryRun: false));

        Assert.Contains("The table has the key (owner, item), but (owner) as text is needed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--table-prefix", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAsync_OnAws_AsksForBillingOnDemandEncryptionRecoveryAndExpiry()
    {
        var aws = new AwsByScript();
        using var schema = DynamoDbTestTables.Schema(options, aws.Http);

        var made = Assert.Single(await schema.EnsureAsync([new TableLayout("clicks", "user_id", "event_id", new("timestamp", TimeSpan.FromDays(1)))], dryRun: false));
        var again = Assert.Single(await schema.EnsureAsync([new TableLayout("clicks", "user_id", "event_id", new("timestamp", TimeSpan.FromDays(1)))], dryRun: false));

        Assert.Equal(new TableState(made.Name, StepState.Made, StepState.Made, StepState.Made), made);
        Assert.Equal(new TableState(made.Name, StepState.There, StepState.There, StepState.There), again);
        var create = aws.Http.Sent.Single(request => request.Operation == "CreateTable").Body;
        Assert.Equal("PAY_PER_REQUEST", create["BillingMode"]!.GetValue<string>());
        Assert.Equal("""{"Enabled":true,"SSEType":"KMS"}""", create["SSESpecification"]!.ToJsonString());
        Assert.Equal("""[{"AttributeName":"user_id","KeyType":"HASH"},{"AttributeName":"event_id","KeyType":"RANGE"}]""", create["KeySchema"]!.ToJsonString());
        var expiry = aws.Http.Sent.Single(request => request.Operation == "UpdateTimeToLive").Body["TimeToLiveSpecification"]!;
        Assert.Equal("_expires_at", expiry["AttributeName"]!.GetValue<string>());

        // The first attempt came before the new table's backups were on
        Assert.Equal(2, aws.Http.Sent.Count(request => request.Operation == "UpdateContinuousBackups"));
    }

    [Fact]
    public async Task EnsureAsync_AwsRefuses_NamesTheActionInsteadOfLeavingItOut()
    {
        var http = new ScriptedHttp((_, _, _) => Task.FromResult<HttpResponseMessage?>(ScriptedHttp.Fault("AccessDeniedException")));
        var onAws = options with { ServiceUrl = null, Region = "us-east-1" };
        using var schema = DynamoDbTestTables.Schema(onAws, http);

        var fault = await Assert.ThrowsAsync<StorageException>(() => schema.EnsureAsync([new TableLayout("items", "owner", null, null)], dryRun: false));

        Assert.Contains("may not use dynamodb:DescribeTable", fault.Message, StringComparison.Ordinal);
        Assert.Contains("DynamoDB in us-east-1", fault.Location, StringComparison.Ordinal);
    }

    /// <summary>One table of AWS's DynamoDB, as far as making it goes.</summary>
    private sealed class AwsByScript
    {
        private bool exists;
        private bool recovers;
        private bool expires;
        private int described;
        private int asked;

        public AwsByScript() => Http = new ScriptedHttp((request, _, _) => Task.FromResult<HttpResponseMessage?>(Answer(request)));

        public ScriptedHttp Http { get; }

        private HttpResponseMessage Answer(SentRequest request)
        {
            switch (request.Operation)
            {
                case "DescribeTable":
                    return exists ? Describe() : ScriptedHttp.Fault("ResourceNotFoundException");
                case "CreateTable":
                    exists = true;
                    return ScriptedHttp.Json("{}");
                case "DescribeContinuousBackups":
                    return ScriptedHttp.Json(recovers
                        ? """{"ContinuousBackupsDescription":{"PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"ENABLED"}}}"""
                        : """{"ContinuousBackupsDescription":{"PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}}}""");
                case "UpdateContinuousBackups" when ++asked == 1:
                    return ScriptedHttp.Fault("ContinuousBackupsUnavailableException");
                case "UpdateContinuousBackups":
                    recovers = true;
                    return ScriptedHttp.Json("{}");
                case "DescribeTimeToLive":
                    return ScriptedHttp.Json(expires
                        ? """{"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"_expires_at"}}"""
                        : """{"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}""");
                case "UpdateTimeToLive":
                    expires = true;
                    return ScriptedHttp.Json("{}");
                default:
                    throw new InvalidOperationException($"{request.Operation} is not expected.");
            }
        }

        // Being created for a while, as on AWS
        private HttpResponseMessage Describe() => ScriptedHttp.Json(new JsonObject
        {
            ["Table"] = new JsonObject
            {
                ["TableName"] = "clicks",
                ["TableStatus"] = ++described < 3 ? "CREATING" : "ACTIVE",
                ["KeySchema"] = JsonNode.Parse("""[{"AttributeName":"user_id","KeyType":"HASH"},{"AttributeName":"event_id","KeyType":"RANGE"}]"""),
                ["AttributeDefinitions"] = JsonNode.Parse("""[{"AttributeName":"user_id","AttributeType":"S"},{"AttributeName":"event_id","AttributeType":"S"}]"""),
            },
        }.ToJsonString());
    }
}
