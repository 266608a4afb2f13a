using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Notify.Storage.Sqlite;

namespace Notify.EndToEnd;

/// <summary>With encryption on, who reads the Temporal database learns no more than the documents say.</summary>
public sealed partial class EncryptionTests
{
    [Fact]
    public async Task TemporalDatabase_WithEncryption_TellsOnlyIdsAndSearchAttributes()
    {
        using var home = new HomeDirectory();
        Dictionary<string, string> environment = new() { ["NOTIFY_ENCRYPTION_KEYS"] = $"k1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}" };
        await using (var host = await RunningHost.StartAsync(
            home.Path, environment, "--speed", "10000", "--at", "2026-11-20T05:00Z", "--time-zone", "UTC", "--daily-at", "never", "--temporal-port", "0", "--ui-port", "0"))
        {
            var run = await NotifyProgram.RunAsync(environment, "pipeline", "run", "--data", NotifyProgram.Samples, "--home", home.Path);
            Assert.True(run.ExitCode == 0, run.Errors);
            var tables = new ShopTables(home.Path);
            await Condition.WaitAsync(
                () => tables.Count("SELECT count(*) FROM notify_inbox") > 100, TimeSpan.FromMinutes(2), "notifications are delivered");
            var blind = await NotifyProgram.RunAsync("pipeline", "status", "--home", home.Path);
            Assert.Equal(2, blind.ExitCode);
            Assert.Contains("encrypted with key 'k1', which was not given", blind.Errors, StringComparison.Ordinal);
            await host.TerminateAsync();
        }

        var cells = ReadCells(Path.Combine(home.Path, "temporal.db"));

        Assert.Contains(cells, cell => cell.Contains("binary/encrypted", StringComparison.Ordinal));
        Assert.All(cells, cell =>
        {
            Assert.Empty(CampaignIds().Matches(cell));
            Assert.DoesNotContain("sleep until", cell, StringComparison.Ordinal);
            Assert.DoesNotContain("ExpectedValue", cell, StringComparison.Ordinal);
            Assert.DoesNotContain("users.csv", cell, StringComparison.Ordinal);
            Assert.Empty(UserIds().Matches(AllowedUserIds().Replace(cell, "")));
        });
    }

    // Every value of every table, as text in which each byte is one character
    private static List<string> ReadCells(string file)
    {
        _ = SqliteLibrary.Handle;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        var cells = new List<string>();
        foreach (var table in ReadRows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'").Select(row => (string)row[0]).ToList())
        {
            cells.AddRange(ReadRows(connection, $"SELECT * FROM \"{table}\"").SelectMany(row => row).Select(value => value switch
            {
                byte[] bytes => Encoding.Latin1.GetString(bytes),
                _ => value.ToString() ?? "",
            }));
        }

        return cells;
    }

    private static IEnumerable<object[]> ReadRows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of the database's own tables
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }

    [GeneratedRegex(@"""C\d+""|campaign C\d+")]
    private static partial Regex CampaignIds();

    [GeneratedRegex(@"U\d{4}\b")]
    private static partial Regex UserIds();

    // In a workflow id, as a search attribute's JSON with its type, or as its row in the index
    [GeneratedRegex(@"delivery/U\d{4}/2026-11-\d\d|^U\d{4}$|NotifyUserId.{0,80}?""U\d{4}""", RegexOptions.Singleline)]
    private static partial Regex AllowedUserIds();
}
