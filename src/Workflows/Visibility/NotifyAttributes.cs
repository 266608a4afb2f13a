using System.Globalization;
using Temporalio.Common;

namespace Notify.Workflows.Visibility;

/// <summary>The search attributes by which Notify's workflows are found, in the Web UI and through the API.</summary>
public static class NotifyAttributes
{
    /// <summary>Whose delivery it is.</summary>
    public static SearchAttributeKey<string> UserId { get; } = SearchAttributeKey.CreateKeyword("NotifyUserId");

    /// <summary>
    /// UTC date, <c>yyyy-MM-dd</c>: of the plan a delivery works through, or of a pipeline's start. A calendar day and
    /// not an instant, hence a keyword: it is compared whole, sorts by time, and no viewer's zone moves it to the day before.
    /// </summary>
    public static SearchAttributeKey<string> Date { get; } = SearchAttributeKey.CreateKeyword("NotifyDate");

    /// <summary>What kind of pipeline a workflow is, or is a part of: full, delta, daily or ingest.</summary>
    public static SearchAttributeKey<string> PipelineKind { get; } = SearchAttributeKey.CreateKeyword("NotifyPipelineKind");

    /// <summary>All of them; a namespace must know each before a workflow starts.</summary>
    public static IReadOnlyCollection<SearchAttributeKey> All { get; } = [UserId, Date, PipelineKind];

    /// <summary>Those of the delivery of one customer's day.</summary>
    public static SearchAttributeCollection OfDelivery(string userId, DateOnly date) => new SearchAttributeCollection.Builder()
        .Set(UserId, userId)
        .Set(Date, TextOf(date))
        .ToSearchAttributeCollection();

    /// <summary>Those a pipeline is started with; it adds its date by itself, since its clock is the server's.</summary>
    public static SearchAttributeCollection OfPipeline(string kind) => new SearchAttributeCollection.Builder()
        .Set(PipelineKind, kind)
        .ToSearchAttributeCollection();

    internal static string TextOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
