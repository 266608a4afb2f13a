using Amazon.Runtime;
using Notify.Contracts.Tables;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;

[assembly: AssemblyFixture(typeof(DynaliteServer))]

namespace Notify.Storage.Tests.DynamoDb;

/// <summary>Tables of one test in dynalite, apart from every other test's by their prefix.</summary>
internal static class DynamoDbTestTables
{
    public static readonly AWSCredentials Credentials = new BasicAWSCredentials("test", "secret");

    public static DynamoDbOptions Options(DynaliteServer server) => new()
    {
        ServiceUrl = server.Url,
        TablePrefix = $"{Guid.NewGuid():N}_",
        SdkRetries = 0,
        FirstWait = TimeSpan.FromMilliseconds(1),
        LongestWait = TimeSpan.FromMilliseconds(5),
    };

    public static DynamoDbTables Open(DynamoDbOptions options, HttpClientFactory? http = null) =>
        new(options, DynamoDbClients.Create(options, Credentials, http));

    public static DynamoDbSchema Schema(DynamoDbOptions options, HttpClientFactory? http = null) =>
        new(options, DynamoDbClients.Create(options, Credentials, http));

    public static async Task CreateAsync(DynamoDbOptions options, params IReadOnlyList<TableLayout> layouts)
    {
        using var schema = Schema(options);
        await schema.EnsureAsync(layouts, dryRun: false);
    }
}
