using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Notify.Api.Problems;
using Notify.Domain.Events;
using Notify.Storage;

namespace Notify.Api.Events;

/// <summary>What happens in the shop, as it happens.</summary>
public static partial class EventsApi
{
    /// <summary>Most bytes of one request: 5,000 events of 800 bytes.</summary>
    public const int MostBodyBytes = 4 << 20;

    private const string Lines = "application/x-ndjson";
    private const int StorageRetrySeconds = 5;
    private const int TraceParentLength = 55;

    /// <summary>Adds <c>POST /v1/events</c>.</summary>
    public static IEndpointRouteBuilder MapEventsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/events", TakeAsync)
            .WithTags("Events")
            .WithSummary("Views, clicks, orders and opt-outs of customers")
            .WithDescription(
                "One event, an array of events, {\"events\": […]}, or a line for each (application/x-ndjson); at most 5,000 events and 4 MiB. "
                + "The sound ones are kept durably before the reply comes, the others are named in it; when none is sound the reply is a 400. "
                + "Sending an event again, with its event_id, changes nothing: after a 429, a 503 or no reply, send the same again.")
            .Accepts<EventsBody>("application/json", Lines)
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<Results<Accepted<EventsReply>, ProblemHttpResult>> TakeAsync(
        HttpContext context, EventIntake intake, ILogger<EventIntake> logger, CancellationToken cancellationToken)
    {
        var bytes = Math.Min(context.Request.ContentLength ?? MostBodyBytes, MostBodyBytes);
        if (await intake.EnterAsync(bytes, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            var seconds = (int)Math.Ceiling(refusal.RetryAfter.TotalSeconds);
            return Later(context, StatusCodes.Status429TooManyRequests, ProblemCodes.EventsBacklogged, refusal.Reason, seconds);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(bytes, 1));
        try
        {
            var length = await ReadAsync(context.Request, buffer.AsMemory(0, (int)bytes), cancellationToken).ConfigureAwait(false);
            var reply = await intake.TakeAsync(buffer.AsMemory(0, length), IsLines(context.Request), TraceOf(context.Request), cancellationToken).ConfigureAwait(false);
            return reply.Accepted == 0 && reply.Rejected.Count > 0
                ? Problem.Of(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, $"None of the events can be taken. {reply.Rejected[0].Detail}", new KeyValuePair<string, object?>("rejected", reply.Rejected))
                : TypedResults.Accepted((string?)null, reply);
        }
        catch (EventBatchException fault)
        {
            return Problem.Invalid(fault.Message);
        }
        catch (StorageException fault)
        {
            LogNotKept(logger, fault);
            return Later(
                context, StatusCodes.Status503ServiceUnavailable, ProblemCodes.EventsUnavailable, $"The events cannot be kept at the moment, and none is acknowledged. {fault.Remedy}", StorageRetrySeconds);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            intake.Leave(bytes);
        }
    }

    /// <returns>How many bytes the body has.</returns>
    private static async Task<int> ReadAsync(HttpRequest request, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await request.Body.ReadAsync(buffer[length..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return length;
            }

            length += read;
        }

        // A body of unknown length may go on
        return await request.Body.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0
            ? length
            : throw new BadHttpRequestException($"The body is larger than {MostBodyBytes} bytes. Send less at a time.", StatusCodes.Status413PayloadTooLarge);
    }

    private static ProblemHttpResult Later(HttpContext context, int status, string code, string reason, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Of(status, code, string.Create(CultureInfo.InvariantCulture, $"{reason} Send the same again in {seconds} s."));
    }

    private static bool IsLines(HttpRequest request) => request.ContentType?.StartsWith(Lines, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The trace of this request; where nothing here traces, that of its sender.</summary>
    private static string? TraceOf(HttpRequest request) =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id
        : request.Headers.TraceParent.ToString() is { Length: TraceParentLength } sent ? sent
        : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Events could not be kept; their producer was told to send them again")]
    private static partial void LogNotKept(ILogger logger, Exception fault);
}
