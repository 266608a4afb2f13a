using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Notify.Api.Problems;
using Notify.Workflows.Pipelines;

namespace Notify.Api.Pipelines;

/// <summary>Starting pipelines and seeing how far they are.</summary>
public static class PipelinesApi
{
    /// <summary>Adds the routes under <c>/v1/pipelines</c>.</summary>
    public static IEndpointRouteBuilder MapPipelinesApi(this IEndpointRouteBuilder routes)
    {
        var pipelines = routes.MapGroup("/v1/pipelines").WithTags("Pipelines")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        pipelines.MapPost("/{id}", StartAsync)
            .WithSummary("Start a pipeline")
            .WithDescription("The id is `full` or `delta`: `full` computes features and every embedding, plans the next 24 hours and starts deliveries; `delta` computes only what changed. While one of a kind runs, asking again returns that run.");
        pipelines.MapGet("/{id}", GetAsync)
            .WithSummary("A pipeline run")
            .WithDescription("Its stages, and what it came to once it has ended.");
        return routes;
    }

    private static async Task<Results<Accepted<PipelineRun>, ProblemHttpResult>> StartAsync(
        [FromRoute(Name = "id")] string kind, PipelineClient pipelines, CancellationToken cancellationToken)
    {
        if (!PipelineKind.All.Contains(kind))
        {
            return Problem.Of(
                StatusCodes.Status404NotFound,
                ProblemCodes.PipelineNotFound,
                $"There is no pipeline '{kind}'; there are: {string.Join(", ", PipelineKind.All)}.");
        }

        var run = await pipelines.StartAsync(kind, new PipelineInput { Force = kind == PipelineKind.Full }, cancellationToken).ConfigureAwait(false);
        return TypedResults.Accepted($"/v1/pipelines/{run.Id}", run);
    }

    private static async Task<Results<Ok<PipelineRun>, ProblemHttpResult>> GetAsync(
        string id, PipelineClient pipelines, CancellationToken cancellationToken)
    {
        var run = await pipelines.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return run is null
            ? Problem.Of(StatusCodes.Status404NotFound, ProblemCodes.PipelineNotFound, $"There is no pipeline run '{id}'.")
            : TypedResults.Ok(run);
    }
}
