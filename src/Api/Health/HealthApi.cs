using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Notify.Storage.Tables;
using Temporalio.Client;

namespace Notify.Api.Health;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
public static partial class HealthApi
{
    /// <summary>Adds the routes under <c>/health</c>.</summary>
    public static IEndpointRouteBuilder MapHealthApi(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(new HealthReply("live", [])))
            .WithSummary("The process answers");
        health.MapGet("/ready", GetReadyAsync)
            .WithSummary("Tables and workflow engine can be used")
            .Produces<HealthReply>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/streams", StreamsHealth.GetAsync)
            .WithSummary("The tables keep up with the streams")
            .WithDescription("503 while the tables are more than ten seconds behind a stream.")
            .Produces<StreamsReply>(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<JsonHttpResult<HealthReply>> GetReadyAsync(
        ITables tables, ITemporalClient temporal, ILogger<HealthReply> logger, CancellationToken cancellationToken)
    {
        var checks = new[]
        {
            await CheckAsync("tables", () => tables.CountAsync(NotifyTables.Campaigns, cancellationToken), logger).ConfigureAwait(false),
            await CheckAsync("temporal", () => temporal.Connection.CheckHealthAsync(options: new() { CancellationToken = cancellationToken }), logger).ConfigureAwait(false),
        };
        var ready = checks.All(check => check.Ok);
        return TypedResults.Json(
            new HealthReply(ready ? "ready" : "not_ready", checks),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<HealthCheck> CheckAsync(string name, Func<Task> check, ILogger logger)
    {
        try
        {
            await check().ConfigureAwait(false);
            return new HealthCheck(name, true);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(logger, name, fault);
            return new HealthCheck(name, false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Health check {Name} failed")]
    private static partial void LogFailed(ILogger logger, string name, Exception fault);
}

/// <summary>How the process is.</summary>
public sealed record HealthReply(string Status, IReadOnlyList<HealthCheck> Checks);

/// <summary>One thing the process needs.</summary>
public sealed record HealthCheck(string Name, bool Ok);
