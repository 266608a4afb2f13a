using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Notify.Activities.Recommending;
using Notify.Api.Problems;
using Notify.Domain.Ranking;

namespace Notify.Api.Recommendations;

/// <summary>The best campaigns for a user, now.</summary>
public static class RecommendationsApi
{
    private const int DefaultCount = 10;
    private const int MostCount = 20;
    private const int MostExcluded = 500;
    private const int LongestId = 256;
    private const int LongestWindowDays = 31;

    // 500 excluded ids of ordinary length take less than half of it
    private const int MostBodyBytes = 64 * 1024;

    /// <summary>Adds <c>POST /v1/recommendations</c>.</summary>
    public static IEndpointRouteBuilder MapRecommendationsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/recommendations", RecommendAsync)
            .WithTags("Recommendations")
            .WithSummary("The best campaigns for a user")
            .WithDescription("Nearest by embedding among the active campaigns within their window, ordered by expected value: estimated click rate × value (priority, ad revenue).")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Ok<RecommendationReply>, ProblemHttpResult>> RecommendAsync(
        RecommendationRequest request, Recommender recommender, CancellationToken cancellationToken)
    {
        if (FaultOf(request) is { } fault)
        {
            return Problem.Invalid(fault);
        }

        var query = new RecommendationQuery(
            request.UserId!, request.NumRecommendations ?? DefaultCount, request.ExcludeCampaignIds ?? [], Utc(request.TimeWindow));
        var found = await recommender.RecommendAsync(query, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new RecommendationReply(request.UserId!, found.ModelVersion, found.GeneratedAt, found.Recommendations));
    }

    private static string? FaultOf(RecommendationRequest request) => request switch
    {
        { UserId: null or "" } => "user_id is missing; name the user.",
        { UserId.Length: > LongestId } => $"user_id has {request.UserId.Length} characters; at most {LongestId} are allowed.",
        { NumRecommendations: < 1 or > MostCount } => $"num_recommendations is {request.NumRecommendations}; it must be between 1 and {MostCount}.",
        { ExcludeCampaignIds.Count: > MostExcluded } => $"exclude_campaign_ids has {request.ExcludeCampaignIds.Count} ids; at most {MostExcluded} are allowed.",
        { ExcludeCampaignIds: { } ids } when ids.Any(id => id is null) => "exclude_campaign_ids holds a null; leave it out.",
        { TimeWindow: { } window } when window.Until <= window.From => $"time_window ends at {window.Until:O}, not after its beginning at {window.From:O}.",
        { TimeWindow: { } window } when window.Until - window.From > TimeSpan.FromDays(LongestWindowDays) => $"time_window is {(window.Until - window.From).TotalDays:0.#} days long; at most {LongestWindowDays} are allowed.",
        _ => null,
    };

    private static TimeWindow? Utc(TimeWindow? window) =>
        window is null ? null : new TimeWindow(window.From.ToUniversalTime(), window.Until.ToUniversalTime());
}
