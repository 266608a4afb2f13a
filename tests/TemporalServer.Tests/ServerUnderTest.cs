using Google.Protobuf;
using TemporalServer.Clock;
using TemporalServer.Engine;
using TemporalServer.Rpc;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests;

/// <summary>A server over a file of its own, called as a client calls it, and a worker driven by hand.</summary>
public sealed class ServerUnderTest : IAsyncDisposable
{
    public const string Queue = "queue";

    private const string Workflow = "temporal.api.workflowservice.v1.WorkflowService";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string path = Path.Combine(Path.GetTempPath(), $"temporal-test-{Guid.NewGuid():N}.db");
    private readonly Func<EmbeddedTemporalServerOptions, EmbeddedTemporalServerOptions> change;
    private EmbeddedTemporalServer server = null!;

    private ServerUnderTest(Func<EmbeddedTemporalServerOptions, EmbeddedTemporalServerOptions> change) => this.change = change;

    public ServerClock Clock => server.Clock;

    public HandWorker Worker => new(this);

    /// <summary>Where HTTP is served, if it is.</summary>
    public Uri? HttpAddress => server.HttpAddress;

    internal WorkflowEngine Engine => server.Engine;

    /// <summary>The file.</summary>
    public string DatabasePath => path;

    /// <summary>Every method the server answers.</summary>
    public ServiceTable Methods => server.Transport;

    public static async Task<ServerUnderTest> StartAsync(
        ServerClock? clock = null, Func<EmbeddedTemporalServerOptions, EmbeddedTemporalServerOptions>? change = null)
    {
        var test = new ServerUnderTest(change ?? (static options => options));
        await test.OpenAsync(clock);
        return test;
    }

    /// <summary>Ends the process, as far as the file can tell, and starts a new one over it.</summary>
    public async Task CrashAndRestartAsync(ServerClock? clock = null)
    {
        await server.CrashAsync();
        await OpenAsync(clock);
    }

    public async Task RestartAsync(ServerClock? clock = null)
    {
        await server.DisposeAsync();
        await OpenAsync(clock);
    }

    public Task<TResponse> CallAsync<TResponse>(IMessage request)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var method = typeof(TResponse).Name[..^"Response".Length];
        return CallAsync<TResponse>(Workflow, method, request);
    }

    public Task<TResponse> CallAsync<TResponse>(string service, string method, IMessage request)
        where TResponse : class, IMessage<TResponse>, new() =>
        server.Transport.CallAsync<TResponse>(service, method, request, new CallOptions(Timeout: Patience), TestContext.Current.CancellationToken);

    /// <summary>A call that its caller may leave.</summary>
    public Task<TResponse> CallAsync<TResponse>(IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new() =>
        server.Transport.CallAsync<TResponse>(Workflow, typeof(TResponse).Name[..^"Response".Length], request, new CallOptions(Timeout: Patience), cancellationToken);

    /// <summary>Calls as a worker in another process does.</summary>
    public async Task<TResponse> CallFromOutsideAsync<TResponse>(IMessage request)
        where TResponse : class, IMessage<TResponse>, new()
    {
        Assert.True(server.Transport.TryFind($"/{Workflow}/{typeof(TResponse).Name[..^"Response".Length]}", out var method));
        return (TResponse)await method.InvokeAsync(request, new CallContext(new Dictionary<string, string>(), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"))
        {
            File.Delete(file);
        }
    }

    private async Task OpenAsync(ServerClock? clock) => server = await EmbeddedTemporalServer.StartAsync(
        change(new EmbeddedTemporalServerOptions { DatabasePath = path, Port = 0, ServeGrpc = false, Clock = clock }), TestContext.Current.CancellationToken);
}
