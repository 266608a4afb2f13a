using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notify.Activities.Recommending;
using Temporalio.Exceptions;

namespace Notify.Api.Problems;

/// <summary>Turns what an endpoint throws into a problem reply. Details of unforeseen faults stay in the log.</summary>
public sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    // Embeddings take as long as a pipeline run; asking twice a minute is often enough
    private const string RetryAfterSeconds = "30";

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            UserNotFoundException fault => Problem.UserNotFound(fault.UserId),
            EmbeddingsUnavailableException { Kind: "campaign" } fault => Problem.Of(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.CampaignEmbeddingsUnavailable, fault.Message),
            EmbeddingsUnavailableException fault => Problem.Of(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.UserEmbeddingUnavailable, fault.Message),
            BadHttpRequestException fault => Problem.Of(fault.StatusCode, CodeOf(fault.StatusCode), DetailOf(fault)),
            RpcException { Code: RpcException.StatusCode.Unavailable } => Problem.Of(
                StatusCodes.Status503ServiceUnavailable, ProblemCodes.EngineUnavailable, "The workflow engine cannot be reached. Try again shortly."),
            _ => null,
        };
        if (problem is null)
        {
            LogUnforeseen(logger, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName ?? "A request", exception);
            problem = Problem.Of(
                StatusCodes.Status500InternalServerError, ProblemCodes.InternalError, "Something went wrong here. The log has the details.");
        }

        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await problem.ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    // The framework's messages name its own types; where in the JSON it is wrong is what helps
    private static string DetailOf(BadHttpRequestException fault) => fault.InnerException is JsonException json
        ? $"The body is not the JSON that is expected{(json.Path is { Length: > 0 } path ? $" at {path}" : "")} (line {json.LineNumber + 1}). /openapi/v1.json describes it."
        : fault.Message;

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => ProblemCodes.PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ProblemCodes.UnsupportedMediaType,
        _ => ProblemCodes.InvalidRequest,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Route} failed")]
    private static partial void LogUnforeseen(ILogger logger, string route, Exception exception);
}
