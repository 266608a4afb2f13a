using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.Api.Audit;
using Notify.Api.Erasures;
using Notify.Api.Events;
using Notify.Api.Health;
using Notify.Api.Pipelines;
using Notify.Api.Problems;
using Notify.Api.Recommendations;
using Notify.Api.Safety;
using Notify.Api.Users;
using Notify.Workflows.Erasing;
using Notify.Workflows.Pipelines;

namespace Notify.Api;

/// <summary>Registration of the REST API.</summary>
public static class NotifyApi
{
    /// <summary>Adds what the routes need. Needs storage, activities and a Temporal client.</summary>
    public static IServiceCollection AddNotifyApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Notify", Version = "v1", Description = "Tells each customer of a shop about the right campaign at the right moment." };
            return Task.CompletedTask;
        }));
        services.TryAddSingleton(new EventIntakeOptions());
        return services.AddSingleton<PipelineClient>().AddSingleton<ErasureClient>().AddSingleton<EventIntake>();
    }

    /// <summary>Adds the routes, and <c>/openapi/v1.json</c> which describes them.</summary>
    public static WebApplication MapNotifyApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.Use(BrowserGuard.InvokeAsync);
        app.UseStatusCodePages(WriteStatusAsync);
        app.MapOpenApi();
        app.MapRecommendationsApi();
        app.MapUsersApi();
        app.MapErasuresApi();
        app.MapEventsApi();
        app.MapPipelinesApi();
        app.MapAuditApi();
        app.MapHealthApi();
        return app;
    }

    /// <summary>How the API writes JSON: snake_case, nulls left out.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    /// <summary>A reply that no endpoint wrote, such as an unknown path, is a problem with a code too.</summary>
    private static Task WriteStatusAsync(Microsoft.AspNetCore.Diagnostics.StatusCodeContext context)
    {
        var http = context.HttpContext;
        var problem = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Of(404, ProblemCodes.NotFound, $"There is nothing at {http.Request.Path}. /openapi/v1.json describes what there is."),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(405, ProblemCodes.MethodNotAllowed, $"{http.Request.Path} does not take {http.Request.Method}."),
            StatusCodes.Status413PayloadTooLarge => Problem.Of(413, ProblemCodes.PayloadTooLarge, $"The body is larger than {http.Request.Path} takes. Send less at a time."),
            StatusCodes.Status415UnsupportedMediaType => Problem.Of(415, ProblemCodes.UnsupportedMediaType, "Send JSON, with Content-Type: application/json (of events also application/x-ndjson)."),
            var status => Problem.Of(status, ProblemCodes.InvalidRequest, "The request is not one this endpoint accepts. /openapi/v1.json describes what it accepts."),
        };
        return problem.ExecuteAsync(http);
    }
}
