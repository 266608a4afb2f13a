using Notify.Activities.Ingestion;

namespace Notify.Activities.Erasing;

/// <summary>Takes the lines that name a person out of the files of rows that were set aside. Values of personal files are masked there to begin with.</summary>
public sealed class RejectsErasure(IngestOptions options)
{
    /// <summary>Takes the user out. Safe to repeat.</summary>
    public async Task EraseAsync(string userId, ErasureCounts counts, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(options.RejectsFolder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(options.RejectsFolder, "*.csv", SearchOption.AllDirectories))
        {
            counts.Add("rejects", await EraseAsync(file, userId, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task<long> EraseAsync(string file, string userId, CancellationToken cancellationToken)
    {
        // As the files write values: in quotes, a quote doubled
        var value = userId.Replace("\"", "\"\"", StringComparison.Ordinal);
        var (removed, rest) = (0L, file + ".erased");
        var writer = new StreamWriter(rest);
        await using (writer.ConfigureAwait(false))
        {
            await foreach (var line in File.ReadLinesAsync(file, cancellationToken).ConfigureAwait(false))
            {
                if (line.Contains(value, StringComparison.Ordinal))
                {
                    removed++;
                    continue;
                }

                await writer.WriteLineAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }

        if (removed == 0)
        {
            File.Delete(rest);
        }
        else
        {
            File.Move(rest, file, overwrite: true);
        }

        return removed;
    }
}
