using Notify.Contracts.Tables;
using Notify.Storage.Tables;
using Notify.Storage.Tables.DynamoDb;

namespace Notify.Storage.Tests.DynamoDb;

public sealed class DynamoDbTablesContractTests(DynaliteServer server) : TablesContract
{
    private readonly DynamoDbOptions options = DynamoDbTestTables.Options(server);

    protected override async Task<ITables> OpenAsync()
    {
        await DynamoDbTestTables.CreateAsync(options, Rows.Layout, Items.Layout);
        return DynamoDbTestTables.Open(options);
    }

    protected override Task CloseAsync(ITables tables)
    {
        ((DynamoDbTables)tables).Dispose();
        return Task.CompletedTask;
    }
}
