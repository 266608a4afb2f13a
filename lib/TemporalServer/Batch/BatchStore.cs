using Google.Protobuf;
using Microsoft.Data.Sqlite;
using TemporalServer.Persistence;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Batch;

/// <summary>Batches in the server's file: a restart goes on with those that ran, from the page of executions they had reached.</summary>
internal sealed class BatchStore(Database database)
{
    /// <summary>Reads every batch.</summary>
    public List<BatchRecord> Load() => database.Read(static connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT request, state, reason, start_time, close_time, total, completed, failed, place FROM batches";
        using var rows = command.ExecuteReader();
        var records = new List<BatchRecord>();
        while (rows.Read())
        {
            records.Add(Read(rows));
        }

        return records;
    });

    /// <summary>Stores a batch as it is now; completes when that is durable.</summary>
    public Task SaveAsync(BatchRecord record)
    {
        object?[] values =
        [
            record.Request.Namespace, record.Request.JobId, record.Request.ToByteArray(), (long)record.State, record.Reason, record.StartTime,
            record.CloseTime == 0 ? null : record.CloseTime, record.Total, record.Completed, record.Failed, record.Place.ToByteArray(),
        ];
        return database.Writer.WriteAsync(session => session.Execute(
            "INSERT OR REPLACE INTO batches VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", values));
    }

    /// <summary>Forgets a batch.</summary>
    public Task DeleteAsync(string @namespace, string id) => database.Writer.WriteAsync(session =>
        session.Execute("DELETE FROM batches WHERE namespace = $0 AND job_id = $1", @namespace, id));

    private static BatchRecord Read(SqliteDataReader row) => new()
    {
        Request = StartBatchOperationRequest.Parser.ParseFrom(row.GetFieldValue<byte[]>(0)),
        State = (BatchOperationState)row.GetInt32(1),
        Reason = row.GetString(2),
        StartTime = row.GetInt64(3),
        CloseTime = row.IsDBNull(4) ? 0 : row.GetInt64(4),
        Total = row.GetInt64(5),
        Completed = row.GetInt64(6),
        Failed = row.GetInt64(7),
        Place = ByteString.CopyFrom(row.GetFieldValue<byte[]>(8)),
    };
}
