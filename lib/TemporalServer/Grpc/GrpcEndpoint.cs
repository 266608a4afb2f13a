using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TemporalServer.Rpc;
using Temporalio.Transport;

namespace TemporalServer.Grpc;

/// <summary>Answers gRPC calls that arrive over HTTP/2 from the methods of a <see cref="ServiceTable"/>.</summary>
/// <param name="methods">What is served.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">Unexpected faults go here; request contents never do.</param>
/// <param name="shutdown">Ends every open call with UNAVAILABLE.</param>
internal sealed partial class GrpcEndpoint(
    ServiceTable methods, GrpcListenerOptions options, ILogger logger, CancellationToken shutdown)
{
    // Beyond this a timer cannot be set, and no call lives that long
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(40);

    private static readonly FrozenSet<string> TransportHeaders = new[]
    {
        "content-type", "content-length", "te", "host", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly byte[]? apiKey = options.ApiKey is { } key ? Encoding.UTF8.GetBytes($"Bearer {key}") : null;
    private readonly MessageReader reader = new(options.MaxMessageBytes);

    /// <summary>Handles one HTTP request; never throws.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (!Accepts(http))
        {
            return;
        }

        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
        try
        {
            await AnswerAsync(http).ConfigureAwait(false);
            StatusTrailers.AppendOk(http.Response);
        }
        catch (GrpcStatusException fault)
        {
            StatusTrailers.Append(http.Response, fault);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; nobody is there to be told
        }
        catch (Exception fault)
        {
            LogUnexpected(fault, http.Request.Path);
            StatusTrailers.Append(http.Response, new GrpcStatusException(
                GrpcStatusCode.Internal, $"the server failed unexpectedly ({fault.GetType().Name}); its log has the details"));
        }
    }

    private static bool Accepts(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return false;
        }

        var type = request.ContentType.AsSpan();
        const string Grpc = "application/grpc";
        var accepted = HttpProtocol.IsHttp2(request.Protocol)
            && type.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase)
            && (type.Length == Grpc.Length || type[Grpc.Length] == ';'
                || type[Grpc.Length..].StartsWith("+proto", StringComparison.OrdinalIgnoreCase));
        if (!accepted)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }

        return accepted;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var request = http.Request;
        var timeout = GrpcTimeout.Parse(request.Headers["grpc-timeout"]);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, shutdown);
        if (timeout <= LongestDeadline)
        {
            deadline.CancelAfter(timeout.Value);
        }

        Authorize(request);
        try
        {
            if (!methods.TryFind(request.Path.Value ?? "", out var method))
            {
                throw new GrpcStatusException(GrpcStatusCode.Unimplemented, $"unknown method {request.Path.Value}");
            }

            var message = await reader.ReadAsync(
                request.BodyReader, request.Headers["grpc-encoding"], method.RequestParser, deadline.Token).ConfigureAwait(false);
            var response = await method.InvokeAsync(
                message, new CallContext(Metadata(request), deadline.Token)).ConfigureAwait(false);
            await WriteAsync(http, response, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw deadline.IsCancellationRequested && !shutdown.IsCancellationRequested
                ? new GrpcStatusException(GrpcStatusCode.DeadlineExceeded, $"no answer within {timeout}")
                : new GrpcStatusException(GrpcStatusCode.Unavailable, "the server is shutting down");
        }
    }

    /// <exception cref="GrpcStatusException">There is a key, and the call does not bear it.</exception>
    private void Authorize(HttpRequest request)
    {
        if (apiKey is not null && !CryptographicOperations.FixedTimeEquals(apiKey, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())))
        {
            throw new GrpcStatusException(GrpcStatusCode.Unauthenticated, "Request unauthorized.");
        }
    }

    private static async Task WriteAsync(HttpContext http, IMessage message, CancellationToken cancellationToken)
    {
        var body = http.Response.BodyWriter;
        var size = message.CalculateSize();
        if (size > MessageWriter.CompressAbove && AcceptsGzip(http.Request.Headers["grpc-accept-encoding"]))
        {
            http.Response.Headers["grpc-encoding"] = "gzip";
            MessageWriter.WriteGzip(body, message);
        }
        else
        {
            MessageWriter.Write(body, message, size);
        }

        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool AcceptsGzip(string? encodings)
    {
        foreach (var part in encodings.AsSpan().Split(','))
        {
            if (encodings.AsSpan(part).Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, string> Metadata(HttpRequest request)
    {
        var metadata = new Dictionary<string, string>(request.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers)
        {
            if (name[0] != ':' && !TransportHeaders.Contains(name))
            {
                metadata[name.ToLowerInvariant()] = value.ToString();
            }
        }

        return metadata;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed unexpectedly")]
    private partial void LogUnexpected(Exception fault, PathString method);
}
