using Notify.Contracts.Tables;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

public sealed class SqliteTablesContractTests : TablesContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override async Task<ITables> OpenAsync() =>
        await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = folder.File("tables.db"), Synchronous = SqliteDurability.Normal });

    protected override async Task CloseAsync(ITables tables) => await ((SqliteTables)tables).DisposeAsync();
}
