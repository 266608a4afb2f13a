using Notify.Contracts.Tables;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Sqlite;

var table = new TableDefinition<SampleItem>("sample_items", "owner", "item");
await using var tables = await SqliteTables.OpenAsync(new SqliteTablesOptions { Path = args[0], Synchronous = SqliteDurability.Normal });
await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
{
    for (var i = 0; ; i++)
    {
        await tables.PutAsync(table, [new SampleItem { Owner = $"w{writer}", Item = $"{i:D8}", Version = i }]);
        Console.WriteLine($"w{writer} {i:D8}");
    }
})));
