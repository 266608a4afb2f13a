using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Notify.Activities;
using Notify.Api.Problems;
using Notify.Domain.Planning;
using Notify.Storage.Tables;

namespace Notify.Api.Users;

/// <summary>What Notify knows and has done for one user.</summary>
public static class UsersApi
{
    private const int MostRows = 1000;

    /// <summary>Adds the routes under <c>/v1/users/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapUsersApi(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/v1/users/{id}").WithTags("Users")
            .AddEndpointFilter(UnescapeSlashAsync)
            .ProducesProblem(StatusCodes.Status404NotFound);
        users.MapGet("/schedule", GetScheduleAsync)
            .WithSummary("A user's plan")
            .WithDescription("The newest plan, or the one of the date given (UTC date on which the planned 24 hours begin): slots, and for every candidate the reason why it is in or out.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        users.MapGet("/deliveries", GetDeliveriesAsync)
            .WithSummary("What was sent to a user, or was to be")
            .WithDescription("The newest first, at most `limit` (1 to 1000, 100 when left out).")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        users.MapGet("/inbox", GetInboxAsync)
            .WithSummary("A user's in-app inbox")
            .WithDescription("The newest first, at most `limit` (1 to 1000, 100 when left out).")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        users.MapGet("/embedding", GetEmbeddingAsync)
            .WithSummary("A user's embedding")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static ValueTask<object?> UnescapeSlashAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.Arguments[0] = PathId.Unescape((string)context.Arguments[0]!);
        return next(context);
    }

    private static async Task<Results<Ok<UserSchedule>, ProblemHttpResult>> GetScheduleAsync(
        string id, ITables tables, CancellationToken cancellationToken, DateOnly? date = null)
    {
        if (!await ExistsAsync(tables, id, cancellationToken).ConfigureAwait(false))
        {
            return Problem.UserNotFound(id);
        }

        UserSchedule? found = null;
        var (from, to) = date is { } day ? (Keys.Of(day), Keys.Of(day)) : ((string?)null, (string?)null);
        await foreach (var schedule in tables.QueryAsync(NotifyTables.UserSchedule, id, from, to, cancellationToken).ConfigureAwait(false))
        {
            found = schedule;
        }

        return found is null
            ? Problem.Of(StatusCodes.Status404NotFound, ProblemCodes.ScheduleNotFound, $"There is no plan for user '{id}'{(date is null ? "" : $" of {from}")} yet. Run the pipeline (notify pipeline run), then ask again.")
            : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<DeliveriesReply>, ProblemHttpResult>> GetDeliveriesAsync(
        string id, ITables tables, CancellationToken cancellationToken, int limit = 100)
    {
        if (await RefuseAsync(tables, id, limit, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        var rows = await tables.QueryAsync(NotifyTables.Deliveries, id, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new DeliveriesReply(
            id, [.. rows.OrderByDescending(delivery => delivery.SentAt ?? delivery.ScheduledAt).Take(limit)]));
    }

    private static async Task<Results<Ok<InboxReply>, ProblemHttpResult>> GetInboxAsync(
        string id, ITables tables, CancellationToken cancellationToken, int limit = 100)
    {
        if (await RefuseAsync(tables, id, limit, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        var rows = await tables.QueryAsync(NotifyTables.Inbox, id, cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new InboxReply(id, [.. rows.OrderByDescending(message => message.SentEpoch).Take(limit)]));
    }

    private static async Task<Results<Ok<EmbeddingReply>, ProblemHttpResult>> GetEmbeddingAsync(
        string id, HttpContext context, ITables tables, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(tables, id, cancellationToken).ConfigureAwait(false))
        {
            return Problem.UserNotFound(id);
        }

        var row = await tables.GetAsync(NotifyTables.UserEmbeddings, id, cancellationToken: cancellationToken).ConfigureAwait(false)
            ?? throw new Activities.Recommending.EmbeddingsUnavailableException("user");
        return TypedResults.Ok(new EmbeddingReply(
            id, row.Embedding.Length, row.ModelVersion, row.UpdatedAt, row.Embedding.ToArray()));
    }

    private static async Task<ProblemHttpResult?> RefuseAsync(
        ITables tables, string id, int limit, CancellationToken cancellationToken) =>
        limit is < 1 or > MostRows ? Problem.Invalid($"limit is {limit}; it must be between 1 and {MostRows}.")
        : await ExistsAsync(tables, id, cancellationToken).ConfigureAwait(false) ? null
        : Problem.UserNotFound(id);

    private static async Task<bool> ExistsAsync(ITables tables, string id, CancellationToken cancellationToken) =>
        await tables.GetAsync(NotifyTables.Users, id, cancellationToken: cancellationToken).ConfigureAwait(false) is not null;
}
