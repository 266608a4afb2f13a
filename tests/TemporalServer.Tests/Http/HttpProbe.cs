using System.Net;
using System.Text.Json;

namespace TemporalServer.Tests.Http;

/// <summary>A server with its HTTP port, asked as the web UI asks it.</summary>
public sealed class HttpProbe : IAsyncDisposable
{
    private readonly HttpClient client;

    private HttpProbe(ServerUnderTest server)
    {
        Server = server;
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = server.HttpAddress,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public ServerUnderTest Server { get; }

    public HandWorker Worker => Server.Worker;

    public static async Task<HttpProbe> StartAsync(Func<EmbeddedTemporalServerOptions, EmbeddedTemporalServerOptions>? change = null) =>
        new(await ServerUnderTest.StartAsync(change: options => (change ?? (static same => same))(options with { HttpPort = 0 })));

    /// <summary>Asks below <c>/api/v1/namespaces/default/</c> and expects an answer.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var reply = await SendAsync("GET", Default(path));
        return await JsonAsync(reply, HttpStatusCode.OK);
    }

    /// <summary>Posts below <c>/api/v1/namespaces/default/</c>, as text like the web UI, and expects an answer.</summary>
    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var reply = await SendAsync("POST", Default(path), body is null ? null : body as string ?? JsonSerializer.Serialize(body));
        return await JsonAsync(reply, HttpStatusCode.OK);
    }

    /// <summary>Asks below <c>/api/v1/namespaces/default/</c> and expects to be refused.</summary>
    /// <returns>The message.</returns>
    public async Task<string> RefusedAsync(string verb, string path, HttpStatusCode status, string? body = null)
    {
        using var reply = await SendAsync(verb, Default(path), body);
        var json = await JsonAsync(reply, status);
        Assert.Equal(JsonValueKind.Array, json.GetProperty("details").ValueKind);
        Assert.NotEqual(0, json.GetProperty("code").GetInt32());
        return json.GetProperty("message").GetString()!;
    }

    public async Task<HttpResponseMessage> SendAsync(string verb, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (body is not null)
        {
            request.Content = new StringContent(body);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage reply, HttpStatusCode status)
    {
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(reply.StatusCode == status, $"{(int)reply.StatusCode}, not {(int)status}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }

    private static string Default(string path) => "/api/v1/namespaces/default" + (path.Length == 0 ? path : "/" + path);
}
