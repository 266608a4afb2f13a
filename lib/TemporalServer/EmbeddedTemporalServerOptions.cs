using System.Net;
using Microsoft.Extensions.Logging;
using TemporalServer.Clock;
using TemporalServer.Grpc;

namespace TemporalServer;

/// <summary>How an embedded server runs.</summary>
public sealed record EmbeddedTemporalServerOptions
{
    /// <summary>The SQLite file that holds everything; null for a temporary one, deleted when the server is disposed.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>The address to listen on. Loopback by default: without <see cref="Tls"/> and <see cref="ApiKey"/> whoever reaches it may do everything.</summary>
    public IPAddress Ip { get; init; } = IPAddress.Loopback;

    /// <summary>The gRPC port; 0 for any free one. Default 7233.</summary>
    public int Port { get; init; } = 7233;

    /// <summary>Namespaces to create where absent. Default: <c>default</c>.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default"];

    /// <summary>The server's clock, disposed with the server; null for real time.</summary>
    public ServerClock? Clock { get; init; }

    /// <summary>Listen for gRPC; without it only clients in this process reach the server. Default true.</summary>
    public bool ServeGrpc { get; init; } = true;

    /// <summary>TLS of the gRPC port; null to listen without. Clients in this process use no port.</summary>
    public GrpcTls? Tls { get; init; }

    /// <summary>The API key that each gRPC call must bear; null to ask for none. Give one only with <see cref="Tls"/>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// The port of the HTTP JSON API and of the web UI; 0 for any free one, null for neither. Temporal's is 8233. Default null.
    /// It asks for no key and speaks no TLS, so beside <see cref="Tls"/> or <see cref="ApiKey"/> it is served on loopback alone.
    /// </summary>
    public int? HttpPort { get; init; }

    /// <summary>The folder of the built web UI, served on <see cref="HttpPort"/>; it may be missing. Default null: none.</summary>
    public string? UiDirectory { get; init; }

    /// <summary>Host names under which the HTTP port is reached, besides localhost and IP addresses. Default: none.</summary>
    public IReadOnlyList<string> HttpHosts { get; init; } = [];

    /// <summary>
    /// Origins, such as <c>http://localhost:5173</c>, whose pages may change things over HTTP, besides the server's own. Default: none.
    /// </summary>
    public IReadOnlyList<string> HttpOrigins { get; init; } = [];

    /// <summary>Every acknowledged change survives a power cut, not only a crash of the process; about ten times slower. Default false.</summary>
    public bool SurvivePowerCut { get; init; }

    /// <summary>
    /// For how long a namespace that does not say it keeps closed workflows with their histories; at least an hour. Default 72 hours.
    /// Nothing is deleted under a clock that skips or runs fast.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How often it is looked for closed workflows to delete. Default one minute.</summary>
    public TimeSpan RetentionSweep { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Told of faults and refusals, never of what workflows carry; null for nobody.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Workflow runs kept in memory between their tasks. Default 10,000.</summary>
    public int CachedRuns { get; init; } = 10_000;
}
