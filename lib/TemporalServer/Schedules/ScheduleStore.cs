using System.Text.Json;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;

namespace TemporalServer.Schedules;

/// <summary>Schedules in the server's file.</summary>
internal sealed class ScheduleStore(Database database)
{
    private const string Table = """
        CREATE TABLE IF NOT EXISTS schedules (namespace TEXT NOT NULL, schedule_id TEXT NOT NULL, schedule BLOB NOT NULL, info BLOB NOT NULL,
            request_id TEXT NOT NULL, mark INTEGER NOT NULL, version INTEGER NOT NULL, pending TEXT NOT NULL,
            memo BLOB NOT NULL, attributes BLOB NOT NULL, last_result BLOB, last_failure BLOB, watched TEXT NOT NULL,
            created INTEGER NOT NULL, search_attributes TEXT NOT NULL,
            PRIMARY KEY (namespace, schedule_id)) WITHOUT ROWID
        """;

    /// <summary>Brings the table up and reads every schedule.</summary>
    public async Task<List<ScheduleRecord>> LoadAsync()
    {
        await database.Writer.WriteAsync(session => session.Execute(Table)).ConfigureAwait(false);
        return database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT namespace, schedule_id, schedule, info, request_id, mark, version, pending, memo, attributes, last_result, last_failure, watched
                FROM schedules
                """;
            using var rows = command.ExecuteReader();
            var records = new List<ScheduleRecord>();
            while (rows.Read())
            {
                records.Add(ReadRecord(rows));
            }

            return records;
        });
    }

    /// <summary>Stores a schedule as it is now; completes when that is durable.</summary>
    public Task SaveAsync(ScheduleRecord record)
    {
        object?[] values =
        [
            record.Namespace, record.Id, record.Schedule.ToByteArray(), record.Info.ToByteArray(), record.RequestId,
            record.Mark, record.Version, JsonSerializer.Serialize(record.Pending), record.Memo.ToByteArray(),
            record.SearchAttributes.ToByteArray(), record.LastResult?.ToByteArray(), record.LastFailure?.ToByteArray(), JsonSerializer.Serialize(record.Watched),
            record.Info.CreateTime.ToDateTime().Ticks, SearchAttributeJson.Write(record.Found()),
        ];
        return database.Writer.WriteAsync(session => session.Execute(
            "INSERT OR REPLACE INTO schedules VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)", values));
    }

    /// <summary>Forgets a schedule.</summary>
    public Task DeleteAsync(string @namespace, string id) => database.Writer.WriteAsync(session =>
        session.Execute("DELETE FROM schedules WHERE namespace = $0 AND schedule_id = $1", @namespace, id));

    private static ScheduleRecord ReadRecord(SqliteDataReader row) => new()
    {
        Namespace = row.GetString(0),
        Id = row.GetString(1),
        Schedule = Schedule.Parser.ParseFrom(row.GetFieldValue<byte[]>(2)),
        Info = ScheduleInfo.Parser.ParseFrom(row.GetFieldValue<byte[]>(3)),
        RequestId = row.GetString(4),
        Mark = row.GetInt64(5),
        Version = row.GetInt64(6),
        Pending = JsonSerializer.Deserialize<List<PendingStart>>(row.GetString(7))!,
        Memo = Memo.Parser.ParseFrom(row.GetFieldValue<byte[]>(8)),
        SearchAttributes = SearchAttributes.Parser.ParseFrom(row.GetFieldValue<byte[]>(9)),
        LastResult = row.IsDBNull(10) ? null : Payloads.Parser.ParseFrom(row.GetFieldValue<byte[]>(10)),
        Watched = JsonSerializer.Deserialize<List<WatchedRun>>(row.GetString(12))!,
        LastFailure = row.IsDBNull(11) ? null : Failure.Parser.ParseFrom(row.GetFieldValue<byte[]>(11)),
    };
}
