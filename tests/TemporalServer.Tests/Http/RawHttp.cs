using System.Net.Sockets;
using System.Text;

namespace TemporalServer.Tests.Http;

/// <summary>Requests that no proper client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes as they are and reads until the server closes.</summary>
    public static async Task<string> AskAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
