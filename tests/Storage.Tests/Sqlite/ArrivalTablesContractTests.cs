using Notify.Contracts.Tables;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

namespace Notify.Storage.Tests.Sqlite;

/// <summary>The contract again, with every table kept as runs.</summary>
public sealed class ArrivalTablesContractTests : TablesContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override TableDefinition<TRow> Define<TRow>(TableDefinition<TRow> table) => table with { IsAppendMostly = true };

    protected override async Task<ITables> OpenAsync() =>
        await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = folder.File("tables.db"), Synchronous = SqliteDurability.Normal });

    protected override async Task CloseAsync(ITables tables) => await ((SqliteTables)tables).DisposeAsync();
}
