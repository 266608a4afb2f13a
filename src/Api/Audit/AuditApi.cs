using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Notify.Activities.Auditing;
using Notify.Domain.Auditing;

namespace Notify.Api.Audit;

/// <summary>Whether everything planned was delivered, once.</summary>
public static class AuditApi
{
    /// <summary>Adds <c>GET /v1/audit</c>.</summary>
    public static IEndpointRouteBuilder MapAuditApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/audit", GetAsync)
            .WithTags("Operations")
            .WithSummary("Account for every planned notification")
            .WithDescription("Counted from the tables: planned, delivered, pending, skipped, failed, lost, doubled, and how late sends were in real seconds.");
        return routes;
    }

    private static async Task<Ok<AuditReport>> GetAsync(Auditor auditor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await auditor.AuditAsync(cancellationToken).ConfigureAwait(false));
}
