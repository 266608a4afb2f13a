using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using TemporalServer.Http.Json;
using Temporalio.Transport;

namespace TemporalServer.Http;

/// <summary>Answers of the API.</summary>
internal static class ApiReply
{
    /// <summary>Answers with a message.</summary>
    public static Task SendAsync(HttpContext http, int status, IMessage message, CancellationToken cancellationToken) =>
        SendAsync(http, status, ResponseJson.Answer(message), cancellationToken);

    /// <summary>Answers with JSON.</summary>
    /// <param name="http">Where to.</param>
    /// <param name="status">HTTP's status.</param>
    /// <param name="json">UTF-8.</param>
    /// <param name="cancellationToken">Gives up sending.</param>
    public static async Task SendAsync(HttpContext http, int status, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        http.Response.StatusCode = status;
        Describe(http.Response);
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that an answer is JSON, and true only now.</summary>
    public static void Describe(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Answers with a fault: <c>{"code", "message", "details"}</c>, code being gRPC's.</summary>
    public static Task RefuseAsync(HttpContext http, GrpcStatusException fault) => RefuseAsync(http, StatusOf(fault.Code), fault);

    /// <summary>Answers with a fault that HTTP has a status for.</summary>
    public static Task RefuseAsync(HttpContext http, int status, GrpcStatusException fault)
    {
        var body = fault.ToStatus();
        var unknown = body.Details.Where(static detail => ResponseJson.Registry.Find(Google.Protobuf.WellKnownTypes.Any.GetTypeName(detail.TypeUrl)) is null).ToList();
        unknown.ForEach(detail => body.Details.Remove(detail));
        return SendAsync(http, status, body, CancellationToken.None);
    }

    private static int StatusOf(GrpcStatusCode code) => code switch
    {
        GrpcStatusCode.InvalidArgument or GrpcStatusCode.FailedPrecondition or GrpcStatusCode.OutOfRange => StatusCodes.Status400BadRequest,
        GrpcStatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        GrpcStatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        GrpcStatusCode.NotFound => StatusCodes.Status404NotFound,
        GrpcStatusCode.AlreadyExists or GrpcStatusCode.Aborted => StatusCodes.Status409Conflict,
        GrpcStatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        GrpcStatusCode.Cancelled => StatusCodes.Status499ClientClosedRequest,
        GrpcStatusCode.Unimplemented => StatusCodes.Status501NotImplemented,
        GrpcStatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        GrpcStatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
