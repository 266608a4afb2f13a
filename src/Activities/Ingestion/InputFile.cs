using Notify.Activities.Ingestion.Csv;
using Notify.Domain.Catalogue;
using Notify.Domain.Customers;
using Notify.Domain.Ingestion;
using Notify.Domain.Purchases;
using Notify.Storage.Tables;

namespace Notify.Activities.Ingestion;

/// <summary>One of the files a shop hands over, and where its rows go.</summary>
internal abstract class InputFile
{
    /// <summary>Every file, in the order in which they refer to each other.</summary>
    public static IReadOnlyList<InputFile> All { get; } =
    [
        new InputFile<User>(InputFormats.Users, NotifyTables.Users),
        new InputFile<UserPreferences>(InputFormats.UserPreferences, NotifyTables.UserPreferences)
        {
            IsOptional = true,

            // A file that does not know of an opt-out must not undo it
            Merge = static (held, row) => row with { OptedOutAt = row.OptedOutAt ?? held.OptedOutAt },
        },
        new InputFile<Product>(InputFormats.Products, NotifyTables.Products),
        new InputFile<Domain.Campaigns.Campaign>(InputFormats.Campaigns, NotifyTables.Campaigns),
        new InputFile<Purchase>(InputFormats.Purchases, NotifyTables.PurchaseHistory)
        {
            References =
            [
                () => new Reference<Purchase, Product>("product_id", row => row.ProductId, NotifyTables.Products, product => product.ProductId),
                () => new Reference<Purchase, User>("user_id", row => row.UserId, NotifyTables.Users, user => user.UserId),
            ],
        },
    ];

    /// <summary>Such as <c>users.csv</c>.</summary>
    public abstract string FileName { get; }

    /// <summary>The table its rows go to.</summary>
    public abstract string TableName { get; }

    /// <summary>Whether a folder may always lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The file of that name.</summary>
    /// <exception cref="IngestException">There is none.</exception>
    public static InputFile Of(string fileName) => All.FirstOrDefault(file => file.FileName == fileName)
        ?? throw new IngestException($"'{fileName}' is no input file; they are {string.Join(", ", All.Select(file => file.FileName))}.");

    /// <summary>Refuses a file that lacks a column.</summary>
    /// <exception cref="IngestException">Which columns are missing.</exception>
    public abstract void CheckHeader(string path);

    /// <summary>Checks every row, then writes those that changed.</summary>
    public abstract Task<FileReport> IngestAsync(string path, ITables tables, IngestOptions options, IProgress<IngestProgress>? progress, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class InputFile<T>(RowFormat<T> format, TableDefinition<T> table) : InputFile
    where T : class
{
    public override string FileName => $"{format.Name}.csv";

    public override string TableName => table.Name;

    /// <summary>What its rows name in other tables; made anew for every run.</summary>
    public IReadOnlyList<Func<Reference<T>>> References { get; init; } = [];

    /// <summary>What becomes of a row whose key is held already, from what is held and what the file says; null for the file's.</summary>
    public Func<T, T, T>? Merge { get; init; }

    public override void CheckHeader(string path)
    {
        using var rows = CsvRows.Open(path);
        var missing = rows.Header.Missing(format.Required);
        if (missing.Count > 0)
        {
            throw new IngestException(
                $"{path}: the header lacks {string.Join(", ", missing)}. It has: {string.Join(", ", rows.Header.Names)}. "
                + "Add the columns or rename those that are meant; nothing was written.");
        }
    }

    public override async Task<FileReport> IngestAsync(
        string path, ITables tables, IngestOptions options, IProgress<IngestProgress>? progress, CancellationToken cancellationToken)
    {
        CheckHeader(path);
        using var rejects = new RejectsFile(options.RejectsFolder, FileName, format.IsPersonal);
        rejects.Clear();
        var survey = FileSurvey<T>.Of(path, format, table, rejects, rows => progress?.Report(new IngestProgress(FileName, IngestStage.Checking, rows)), cancellationToken);
        var writer = new ChangedRowsWriter<T>(tables, table, [.. References.Select(make => make())], Merge);
        await writer.StartAsync(cancellationToken).ConfigureAwait(false);
        foreach (var batch in survey.Rows(path, format, cancellationToken).Chunk(options.BatchRows))
        {
            await writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            progress?.Report(new IngestProgress(FileName, IngestStage.Writing, writer.Written + writer.Unchanged));
        }

        return new FileReport
        {
            File = FileName,
            Read = survey.Read,
            Written = writer.Written,
            Unchanged = writer.Unchanged,
            Rejected = rejects.Rows,
            Duplicates = survey.Duplicates,
            Gaps = writer.Gaps,
            RejectsFile = rejects.Path,
        };
    }
}
