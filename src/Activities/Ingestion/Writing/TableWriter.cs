using System.Threading.Channels;
using DuckDB.NET.Data;
using Notify.Activities.Ingestion.Formats;
using Notify.Activities.Ingestion.Staging;
using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion.Writing;

/// <summary>Writes the rows of a snapshot to their table: one thread reads them, in the order of their keys, while the tables write what it has read.</summary>
internal sealed class TableWriter(ITables tables, LoadTable table, int batchRows)
{
    // A write may wait for the disk while the next ones are being encoded
    private const int WritesAtOnce = 4;
    private const int BatchesAhead = 4;

    /// <summary>Writes every row.</summary>
    /// <param name="database">Reads the snapshot.</param>
    /// <param name="path">The snapshot.</param>
    /// <param name="progress">Hears how many rows are durable, on the caller's flow.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public async Task WriteAsync(IngestDatabase database, string path, Action<long> progress, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<RowBatch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(database, path, batches.Writer, stop.Token), CancellationToken.None);
        var writing = new Queue<(Task Write, int Rows)>();
        var written = 0L;
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(stop.Token))
            {
                if (batch.Count == 0)
                {
                    continue;
                }

                writing.Enqueue((batch.PutAsync(tables, stop.Token), batch.Count));
                if (writing.Count == WritesAtOnce)
                {
                    await FinishOneAsync();
                }
            }

            while (writing.Count > 0)
            {
                await FinishOneAsync();
            }

            await reading;
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll([reading, .. writing.Select(write => write.Write)]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        async Task FinishOneAsync()
        {
            var (write, rows) = writing.Peek();
            await write;
            writing.Dequeue();
            written += rows;
            progress(written);
        }
    }

    private async Task ReadAsync(IngestDatabase database, string path, ChannelWriter<RowBatch> batches, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = database.Read($"{table.Select} FROM {Sql.Parquet([path])}");
            RowBatch batch;
            do
            {
                batch = NextBatch(reader);
                await batches.WriteAsync(batch, cancellationToken);
            }
            while (batch.Count == batchRows);

            batches.Complete();
        }
        catch (Exception fault)
        {
            batches.Complete(fault);
            throw;
        }
    }

    private RowBatch NextBatch(DuckDBDataReader reader)
    {
        var batch = table.NewBatch();
        while (batch.Count < batchRows && reader.Read())
        {
            batch.Add(reader);
        }

        return batch;
    }
}
