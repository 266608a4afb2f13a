using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion;

/// <summary>
/// Ingests a folder of the shop's CSV files into the base tables: <c>users</c>, <c>user_preferences</c> (optional),
/// <c>products</c>, <c>campaigns</c> and <c>purchases</c>. Ingesting the same files again changes nothing.
/// </summary>
public sealed class CsvIngestion(ITables tables, IngestOptions options)
{
    /// <summary>Checks that the files are there and have their columns, before anything is written.</summary>
    /// <returns>The names of the files to ingest, in order.</returns>
    /// <exception cref="IngestException">A folder, file or column is missing.</exception>
    public IReadOnlyList<string> Check(string folder)
    {
        var present = InputFile.All.Where(file => Find(folder, file.FileName) is not null).ToArray();
        var missing = InputFile.All.Except(present).Where(file => !file.IsOptional).Select(file => file.FileName).ToArray();
        if (present.Length == 0 || (missing.Length > 0 && !options.AllowMissingFiles))
        {
            throw new IngestException(
                $"{folder}: {string.Join(", ", missing)} not found. Put the files there, or allow missing files where a delivery holds only what changed; nothing was written.");
        }

        foreach (var file in present)
        {
            file.CheckHeader(Find(folder, file.FileName)!);
        }

        return [.. present.Select(file => file.FileName)];
    }

    /// <summary>Ingests one file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fileName">One of what <see cref="Check"/> returns.</param>
    /// <param name="progress">Hears how far it is, on the calling flow.</param>
    /// <param name="cancellationToken">Stops between rows; what was written stays, and ingesting again goes on from there.</param>
    /// <exception cref="IngestException">The file is missing, unreadable, unknown, or lacks a column.</exception>
    public async Task<FileReport> IngestFileAsync(string folder, string fileName, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var file = InputFile.Of(fileName);
        var path = Find(folder, fileName) ?? throw new IngestException($"{folder}: {fileName} not found.");
        return await file.IngestAsync(path, tables, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ingests a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="done">Files that an earlier, interrupted run finished, which are left out.</param>
    /// <param name="progress">Hears how far it is, on the calling flow.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="IngestException">A folder, file or column is missing.</exception>
    public async Task<IngestReport> IngestAsync(
        string folder, IReadOnlySet<string>? done = null, IProgress<IngestProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var reports = new List<FileReport>();
        foreach (var file in Check(folder).Where(file => done?.Contains(file) != true))
        {
            reports.Add(await IngestFileAsync(folder, file, progress, cancellationToken).ConfigureAwait(false));
        }

        return new IngestReport(reports);
    }

    private static string? Find(string folder, string fileName)
    {
        if (!Directory.Exists(folder))
        {
            throw new IngestException($"{folder}: there is no such folder.");
        }

        return Directory.EnumerateFiles(folder).FirstOrDefault(path => Path.GetFileName(path).Equals(fileName, StringComparison.OrdinalIgnoreCase));
    }
}
