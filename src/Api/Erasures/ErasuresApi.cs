using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Notify.Api.Problems;
using Notify.Domain.Erasing;
using Notify.Storage.Erasing;
using Notify.Workflows.Erasing;

namespace Notify.Api.Erasures;

/// <summary>Erasing people, and letting them back in.</summary>
public static class ErasuresApi
{
    private const string AskedThrough = "api";

    /// <summary>Adds <c>DELETE /v1/users/{id}</c>, <c>POST /v1/users/{id}/readmission</c> and <c>GET /v1/erasures/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapErasuresApi(this IEndpointRouteBuilder routes)
    {
        var erasures = routes.MapGroup("/v1").WithTags("Erasures")
            .ProducesProblem(StatusCodes.Status404NotFound);
        erasures.MapDelete("/users/{id}", DeleteAsync)
            .WithSummary("Erase a user")
            .WithDescription("Takes the person out of everything that is kept, cancels what was to be sent, and refuses what comes later of them. Asking again returns the same erasure. 404 when nobody of that id was ever known.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        erasures.MapPost("/users/{id}/readmission", ReadmitAsync)
            .WithSummary("Let an erased user back in")
            .WithDescription("For a person who signed up anew: takes the id off the erasure list, so that files and events of it are taken in again. What was erased stays erased.");
        erasures.MapGet("/erasures/{id}", GetAsync)
            .WithSummary("How far an erasure is")
            .WithDescription("Its status, and when it is completed what was removed, by where it was. It does not say whom it was about.");
        return routes;
    }

    private static async Task<Results<Accepted<ErasureReply>, ProblemHttpResult>> DeleteAsync(
        string id, ErasureClient erasures, CancellationToken cancellationToken) =>
        await erasures.StartAsync(PathId.Unescape(id), AskedThrough, cancellationToken).ConfigureAwait(false) is { } erasure
            ? TypedResults.Accepted($"/v1/erasures/{erasure.ErasureId}", ErasureReply.Of(erasure))
            : Problem.UserNotFound(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> ReadmitAsync(
        string id, ErasureClient erasures, ErasureList list, CancellationToken cancellationToken)
    {
        var userId = PathId.Unescape(id);
        if (await list.FindAsync(userId, cancellationToken).ConfigureAwait(false) is not { } listed)
        {
            return Problem.Of(StatusCodes.Status404NotFound, ProblemCodes.NotErased, $"User '{id}' is not on the erasure list; there is nothing to undo.");
        }

        if (await erasures.FindAsync(listed.ErasureId, cancellationToken).ConfigureAwait(false) is not { Status: ErasureStatus.Completed })
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, ProblemCodes.ErasureRunning, $"Erasure {listed.ErasureId} of this user is under way. Ask again when GET /v1/erasures/{listed.ErasureId} says that it is completed.");
        }

        await list.RemoveAsync(userId, cancellationToken).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ErasureReply>, ProblemHttpResult>> GetAsync(
        string id, ErasureClient erasures, CancellationToken cancellationToken) =>
        await erasures.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } erasure
            ? TypedResults.Ok(ErasureReply.Of(erasure))
            : Problem.Of(StatusCodes.Status404NotFound, ProblemCodes.ErasureNotFound, $"There is no erasure '{id}'.");
}

/// <summary>An erasure as seen from outside: never whom it is about.</summary>
/// <param name="ErasureId">Its id.</param>
/// <param name="Status">running or completed.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="CompletedAt">UTC; null while it runs.</param>
/// <param name="Counts">Rows, records, objects and executions removed or rewritten, by where they were; empty while it runs.</param>
public sealed record ErasureReply(
    string ErasureId, string Status, DateTimeOffset RequestedAt, DateTimeOffset? CompletedAt, IReadOnlyDictionary<string, long> Counts)
{
    internal static ErasureReply Of(Erasure erasure) =>
        new(erasure.ErasureId, erasure.Status, erasure.RequestedAt, erasure.CompletedAt, erasure.Counts);
}
