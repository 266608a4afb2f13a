using Google.Protobuf;
using Grpc.Health.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Transport;

namespace Temporalio.Client;

/// <summary>
/// A connection to a Temporal server, shared by any number of clients and workers. A server in this process is called
/// without sockets.
/// </summary>
public sealed class TemporalConnection : ITemporalConnection
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongPollTimeout = TimeSpan.FromSeconds(70);

    private readonly Lock gate = new();
    private readonly RpcMetadataHeaders metadata;
    private readonly RpcRetry retry;
    private readonly ClientMetrics? metrics;
    private Task<IServiceTransport>? connecting;
    private volatile IServiceTransport? transport;

    private TemporalConnection(TemporalConnectionOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TargetHost))
        {
            throw new ArgumentException("TargetHost is missing: give the server's host:port.", nameof(options));
        }

        Options = (TemporalConnectionOptions)options.Clone();
        Options.Identity ??= $"{Environment.ProcessId}@{Environment.MachineName}";
        metadata = new(Options.RpcMetadata, Options.ApiKey);
        retry = new(Options.RpcRetry ?? new(), Options.Time);
        metrics = Runtime.SdkMeter is { } meter ? new(meter) : null;
        WorkflowService = new(this);
        OperatorService = new(this);
        TestService = new(this);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => metadata.Custom;
        set => metadata.Custom = value;
    }

    /// <inheritdoc/>
    public string? ApiKey
    {
        get => metadata.ApiKey;
        set => metadata.ApiKey = value;
    }

    /// <inheritdoc/>
    public WorkflowService WorkflowService { get; }

    /// <inheritdoc/>
    public OperatorService OperatorService { get; }

    /// <summary>Workers of this connection that may take the first task of a workflow it starts.</summary>
    internal EagerWorkers EagerWorkers { get; } = new();

    /// <inheritdoc/>
    public TestService TestService { get; }

    /// <inheritdoc/>
    public TemporalConnectionOptions Options { get; }

    /// <inheritdoc/>
    public bool IsConnected => transport is not null;

    /// <summary>Where metrics and the SDK's own logs go.</summary>
    internal TemporalRuntime Runtime => Options.Runtime ?? TemporalRuntime.Default;

    /// <summary>What the server said it can do when it was connected to.</summary>
    internal GetSystemInfoResponse.Types.Capabilities Capabilities { get; private set; } = new();

    /// <summary>Connects to a server.</summary>
    /// <exception cref="ArgumentException">The options have no address, or unusable certificates.</exception>
    /// <exception cref="InvalidOperationException">The server cannot be reached.</exception>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = new TemporalConnection(options);
        await connection.ConnectAsync();
        return connection;
    }

    /// <summary>A connection that is made at its first call.</summary>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options);

    /// <inheritdoc/>
    public async Task ConnectAsync()
    {
        if (transport is null)
        {
            await ConnectAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        var response = await CallAsync<HealthCheckResponse>(
            "grpc.health.v1.Health",
            "Check",
            new HealthCheckRequest { Service = (service ?? WorkflowService).FullName },
            options);
        return response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    internal async Task<T> CallAsync<T>(string service, string method, IMessage request, RpcOptions? options)
        where T : class, IMessage<T>, new()
    {
        var cancellationToken = options?.CancellationToken ?? CancellationToken.None;
        cancellationToken.ThrowIfCancellationRequested();
        var current = transport ?? await ConnectAsync(cancellationToken);
        var call = new CallOptions(
            metadata.For(request, options?.Metadata), options?.Timeout ?? DefaultTimeoutOf(method));
        try
        {
            return options?.Retry == true ? await retry.RunAsync(CallOnceAsync, cancellationToken) : await CallOnceAsync();
        }
        catch (GrpcStatusException e)
        {
            throw new RpcException(e);
        }

        Task<T> CallOnceAsync() => metrics is null
            ? current.CallAsync<T>(service, method, request, call, cancellationToken)
            : metrics.RecordAsync(
                method, request, Options.Time, () => current.CallAsync<T>(service, method, request, call, cancellationToken));
    }

    private static TimeSpan DefaultTimeoutOf(string method) =>
        method is "GetWorkflowExecutionHistory" || method.StartsWith("Poll", StringComparison.Ordinal)
            ? LongPollTimeout
            : DefaultTimeout;

    private Task<IServiceTransport> ConnectAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // Callers share one attempt; after a failed one the next caller tries anew
            if (connecting is null or { IsFaulted: true })
            {
                connecting = ConnectOnceAsync();
            }

            return connecting.WaitAsync(cancellationToken);
        }
    }

    private async Task<IServiceTransport> ConnectOnceAsync()
    {
        var candidate = CreateTransport();
        Capabilities = await GetCapabilitiesAsync(candidate);
        transport = candidate;
        return candidate;
    }

    private IServiceTransport CreateTransport()
    {
        if (InProcessServers.Find(Options.TargetHost!) is not null)
        {
            return new InProcessTransport(Options.TargetHost!);
        }

        if (Options.ApiKey is not null)
        {
            // A bearer token in the clear is a token given away
            Options.Tls ??= new();
        }

        var scheme = Options.Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        return Uri.TryCreate($"{scheme}://{Options.TargetHost}", UriKind.Absolute, out var address)
            ? new GrpcTransport(address, GrpcHandlers.Create(Options), Options.Tls?.Domain)
            : throw new ArgumentException($"TargetHost is {Options.TargetHost}; it must be host:port.");
    }

    private async Task<GetSystemInfoResponse.Types.Capabilities> GetCapabilitiesAsync(IServiceTransport candidate)
    {
        var request = new GetSystemInfoRequest();
        var call = new CallOptions(metadata.For(request, null), DefaultTimeout);
        try
        {
            var info = await retry.RunAsync(
                () => candidate.CallAsync<GetSystemInfoResponse>(
                    WorkflowService.FullName, "GetSystemInfo", request, call, CancellationToken.None),
                CancellationToken.None);
            return info.Capabilities ?? new();
        }
        catch (GrpcStatusException e) when (e.Code == GrpcStatusCode.Unimplemented)
        {
            // Servers older than this call have none of what it announces
            return new();
        }
        catch (GrpcStatusException e)
        {
            (candidate as IDisposable)?.Dispose();
            throw new InvalidOperationException($"Cannot connect to Temporal at {Options.TargetHost}: {e.Message}", e);
        }
    }
}
