using System.Globalization;
using System.Net;
using Google.Protobuf;
using Temporalio.Transport;

namespace Temporalio.Client.Grpc;

/// <summary>Unary gRPC calls over HTTP/2, with or without TLS. Keeps its connections open between calls.</summary>
internal sealed class GrpcTransport : IServiceTransport, IDisposable
{
    /// <summary>How much longer than its deadline a call is waited for, so that the server's own answer can come.</summary>
    private static readonly TimeSpan DeadlineGrace = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker http;
    private readonly Uri address;
    private readonly string? authority;

    /// <param name="address"><c>http://host:port</c> or <c>https://host:port</c>.</param>
    /// <param name="handler">The HTTP stack; disposed with the transport.</param>
    /// <param name="authority">Name of the server, in TLS too, if it is not the address's host.</param>
    internal GrpcTransport(Uri address, HttpMessageHandler handler, string? authority = null)
    {
        this.address = address;
        this.authority = authority;
        http = new(handler, disposeHandler: true);
    }

    /// <inheritdoc/>
    public async Task<TResponse> CallAsync<TResponse>(
        string service, string method, IMessage request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout is { } timeout)
        {
            deadline.CancelAfter(timeout + DeadlineGrace);
        }

        try
        {
            using var call = NewRequest(new($"/{service}/{method}", UriKind.Relative), request, options);
            using var response = await http.SendAsync(call, deadline.Token);
            return await ReadAsync<TResponse>(response, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GrpcStatusException(
                GrpcStatusCode.DeadlineExceeded, $"{method} took longer than its deadline of {options.Timeout}.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new GrpcStatusException(
                GrpcStatusCode.Unavailable, $"Cannot reach {address.Authority}: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>A timeout as <c>grpc-timeout</c> writes it: at most eight digits and a unit.</summary>
    internal static string FormatTimeout(TimeSpan timeout)
    {
        const long MaximumDigits = 99_999_999;
        var milliseconds = Math.Max(1, (long)Math.Ceiling(timeout.TotalMilliseconds));
        return milliseconds <= MaximumDigits
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(MaximumDigits, milliseconds / 1000)}S");
    }

    private static async Task<TResponse> ReadAsync<TResponse>(
        HttpResponseMessage response, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        // A call that fails at once has its status in the headers, and no trailers
        var status = GrpcStatusTrailers.Read(response.Headers);
        if (status is null && response.StatusCode != HttpStatusCode.OK)
        {
            throw GrpcStatusTrailers.FromHttp(response.StatusCode);
        }

        TResponse? message = null;
        if (status is null)
        {
            var isGzip = response.Headers.TryGetValues("grpc-encoding", out var encodings)
                && encodings.Contains("gzip", StringComparer.OrdinalIgnoreCase);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            message = await GrpcFrame.ReadAsync<TResponse>(stream, isGzip, cancellationToken);
            status = GrpcStatusTrailers.Read(response.TrailingHeaders)
                ?? throw new GrpcStatusException(GrpcStatusCode.Internal, "The server ended the call without a status.");
        }

        return status.Code != (int)GrpcStatusCode.OK
            ? throw new GrpcStatusException(status)
            : message ?? throw new GrpcStatusException(GrpcStatusCode.Internal, "The server sent OK without a message.");
    }

    private HttpRequestMessage NewRequest(Uri path, IMessage message, CallOptions options)
    {
        var (frame, isCompressed) = GrpcFrame.Write(message);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
        };
        var headers = request.Headers;
        headers.Host = authority;
        headers.TE.Add(new("trailers"));
        headers.Add("grpc-accept-encoding", "identity,gzip");
        if (isCompressed)
        {
            headers.Add("grpc-encoding", "gzip");
        }

        if (options.Timeout is { } timeout)
        {
            headers.Add("grpc-timeout", FormatTimeout(timeout));
        }

        foreach (var (key, value) in options.Metadata ?? new Dictionary<string, string>())
        {
            if (!headers.TryAddWithoutValidation(key, value))
            {
                throw new ArgumentException($"{key} is not a valid name for gRPC metadata.");
            }
        }

        return request;
    }
}
