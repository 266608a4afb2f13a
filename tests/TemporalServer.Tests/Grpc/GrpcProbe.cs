using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Grpc;
using TemporalServer.Rpc;
using Temporalio.Transport;

namespace TemporalServer.Tests.Grpc;

/// <summary>A listener on a free port, and a client that sends it exactly the bytes and headers a test names.</summary>
internal sealed class GrpcProbe : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = TimeSpan.FromSeconds(60),
    };

    private GrpcProbe(GrpcListener listener) => Listener = listener;

    public GrpcListener Listener { get; }

    public static async Task<GrpcProbe> StartAsync(ServiceTable methods) => new(await GrpcListener.StartAsync(
        methods, new GrpcListenerOptions { Port = 0 }, NullLoggerFactory.Instance, TestContext.Current.CancellationToken));

    /// <summary>A message in its frame.</summary>
    public static byte[] Frame(IMessage message, bool gzip = false)
    {
        var content = gzip ? Gzip(message.ToByteArray()) : message.ToByteArray();
        return Frame(gzip ? (byte)1 : (byte)0, (uint)content.Length, content);
    }

    /// <summary>A frame whose flag and declared length need not fit its content.</summary>
    public static byte[] Frame(byte flag, uint declared, ReadOnlySpan<byte> content)
    {
        var frame = new byte[5 + content.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), declared);
        content.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public static byte[] Gzip(ReadOnlySpan<byte> plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    public Task<GrpcAnswer> CallAsync(string path, IMessage message, params (string Name, string Value)[] headers) =>
        SendAsync(path, Frame(message), headers);

    public async Task<GrpcAnswer> SendAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{Listener.EndPoint}{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new GrpcAnswer(
            response.StatusCode,
            Header(response, "grpc-status") is { } code ? (GrpcStatusCode)int.Parse(code, CultureInfo.InvariantCulture) : null,
            Header(response, "grpc-message"),
            Header(response, "grpc-status-details-bin"),
            Header(response, "grpc-encoding"),
            content);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Listener.DisposeAsync();
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.Single()
        : response.Headers.TryGetValues(name, out var headers) ? headers.Single()
        : null;
}

/// <summary>What came back, before any interpretation but the status.</summary>
internal sealed record GrpcAnswer(
    HttpStatusCode Http, GrpcStatusCode? Status, string? Message, string? Details, string? Encoding, byte[] Body)
{
    /// <summary>The message in the frame, decompressed when its flag says so.</summary>
    public T Read<T>()
        where T : IMessage<T>, new()
    {
        using Stream content = new MemoryStream(Body, 5, Body.Length - 5);
        using var plain = Body[0] == 1 ? new GZipStream(content, CompressionMode.Decompress) : content;
        return new MessageParser<T>(() => new T()).ParseFrom(plain);
    }
}
