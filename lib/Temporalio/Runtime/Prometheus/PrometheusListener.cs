using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporalio.Runtime.Prometheus;

/// <summary>
/// Serves <c>GET /metrics</c>, one answer per connection, for as long as the process runs: a runtime is never closed.
/// </summary>
internal static class PrometheusListener
{
    private const int MaxRequest = 8192;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Where it listens; the port is known then even if 0 was asked for.</returns>
    public static IPEndPoint Start(IPEndPoint address, PrometheusRegistry registry)
    {
#pragma warning disable CA2000 // As long as the process
        var listener = new TcpListener(address);
#pragma warning restore CA2000
        listener.Start();
        _ = AcceptAsync(listener, registry);
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static async Task AcceptAsync(TcpListener listener, PrometheusRegistry registry)
    {
        while (true)
        {
            _ = AnswerAsync(await listener.AcceptTcpClientAsync().ConfigureAwait(false), registry);
        }
    }

    private static async Task AnswerAsync(TcpClient connection, PrometheusRegistry registry)
    {
        using var owned = connection;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var stream = connection.GetStream();
            var line = await FirstLineAsync(stream, patience.Token).ConfigureAwait(false);
            var target = line.Split(' ') is ["GET", var path, ..] ? path.Split('?')[0] : "";
            var (status, body) = target == "/metrics" ? ("200 OK", registry.Render()) : ("404 Not Found", "Metrics are at /metrics\n");
            var content = Encoding.UTF8.GetBytes(body);
            var head = string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), patience.Token).ConfigureAwait(false);
            await stream.WriteAsync(content, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Whoever asked is gone
        }
    }

    /// <summary>Reads the whole head, so that closing does not reset the connection, and returns its first line.</summary>
    private static async Task<string> FirstLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxRequest];
        var length = 0;
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return Encoding.ASCII.GetString(buffer, 0, length).Split("\r\n")[0];
    }
}
