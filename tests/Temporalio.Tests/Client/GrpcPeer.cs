using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Temporalio.Tests.Client;

/// <summary>An HTTP/2 peer on loopback that takes gRPC frames apart by itself, and answers what a test tells it.</summary>
internal sealed class GrpcPeer : IAsyncDisposable
{
    private readonly WebApplication app;

    private GrpcPeer(WebApplication app) => this.app = app;

    public string Address => new Uri(app.Urls.First()).Authority;

    public static async Task<GrpcPeer> StartAsync(Func<HttpContext, byte[], Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async context => await answer(context, await ReadMessageAsync(context)));
        await app.StartAsync();
        return new(app);
    }

    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static async Task AnswerAsync(
        HttpContext context, byte[] body, params (string Name, string Value)[] trailers)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(body);
        foreach (var (name, value) in trailers)
        {
            context.Response.AppendTrailer(name, value);
        }
    }

    public static void AnswerInHeaders(HttpContext context, params (string Name, string Value)[] headers)
    {
        context.Response.ContentType = "application/grpc";
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task<byte[]> ReadMessageAsync(HttpContext context)
    {
        Assert.Equal("HTTP/2", context.Request.Protocol);
        Assert.Equal("POST", context.Request.Method);
        Assert.Equal("application/grpc", context.Request.ContentType);
        Assert.Equal("trailers", context.Request.Headers.TE);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var frame = body.ToArray();
        Assert.Equal(frame.Length - 5, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)));
        if (frame[0] == 0)
        {
            return frame[5..];
        }

        Assert.Equal("gzip", context.Request.Headers["grpc-encoding"]);
        using var plain = new MemoryStream();
        await using var gzip = new GZipStream(new MemoryStream(frame, 5, frame.Length - 5), CompressionMode.Decompress);
        await gzip.CopyToAsync(plain);
        return plain.ToArray();
    }
}
