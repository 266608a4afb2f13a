using Notify.Activities.Ingestion.Csv;
using Notify.Domain.Campaigns;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion;

/// <summary>A look at a folder's campaigns without ingesting anything.</summary>
public static class CampaignPreview
{
    /// <summary>The sound rows of the folder's <c>campaigns.csv</c>.</summary>
    /// <exception cref="IngestException">Folder or file is missing, or the file has no header.</exception>
    public static IReadOnlyList<Campaign> Read(string folder)
    {
        var campaigns = new List<Campaign>();
        using var rows = CsvRows.Open(Path.Combine(folder, "campaigns.csv"));
        while (rows.Read() is { } record)
        {
            if (record.Fault is null
                && InputFormats.Campaigns.Read(new RowFields(rows.Header, record.Fields, record.Line), out var campaign).Count == 0)
            {
                campaigns.Add(campaign!);
            }
        }

        return campaigns;
    }
}
