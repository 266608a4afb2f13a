using System.Text;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Extensions.OpenTelemetry;

namespace Notify.Cli.Cluster;

/// <summary>Connects to a cluster, or says what has to change so that it can be.</summary>
internal static class ClusterClient
{
    /// <param name="cluster">Where and as whom.</param>
    /// <param name="converter">How values travel.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandFailedException">It does not answer, its certificate is not trusted, it refuses this client, or the namespace does not exist.</exception>
    public static async Task<ITemporalClient> ConnectAsync(ClusterSettings cluster, DataConverter converter, CancellationToken cancellationToken)
    {
        var client = await ReachAsync(cluster, converter, cancellationToken).ConfigureAwait(false);
        try
        {
            await client.Connection.WorkflowService.DescribeNamespaceAsync(
                new() { Namespace = cluster.Namespace }, new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
            return client;
        }
        catch (RpcException fault) when (fault.Code is RpcException.StatusCode.NotFound or RpcException.StatusCode.InvalidArgument)
        {
            throw new CommandFailedException(
                ExitCodes.NotFound,
                $"The Temporal cluster at {cluster.Address} has no namespace '{cluster.Namespace}' ({fault.Message}). Create it (temporal operator namespace create --namespace {cluster.Namespace}), or name another with --temporal-namespace.");
        }
        catch (RpcException fault) when (IsRefusal(fault.Code))
        {
            throw Refused(cluster, fault);
        }
    }

    private static async Task<ITemporalClient> ReachAsync(ClusterSettings cluster, DataConverter converter, CancellationToken cancellationToken)
    {
        try
        {
            return await TemporalClient.ConnectAsync(new(cluster.Address)
            {
                Namespace = cluster.Namespace,
                ApiKey = cluster.ApiKey,
                Tls = cluster.Tls,
                DataConverter = converter,
                Interceptors = [new TracingInterceptor()],
            }).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException fault)
        {
            throw new CommandFailedException(ExitCodes.Usage, $"The Temporal cluster at {cluster.Address} cannot be connected to: {fault.Message} Check --temporal and the files of --temporal-tls-cert, --temporal-tls-key and --temporal-tls-ca.");
        }
        catch (InvalidOperationException fault) when (TellsOfRefusal(fault.ToString()))
        {
            throw Refused(cluster, fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new CommandFailedException(ExitCodes.Unavailable, $"{fault.Message} {RemedyOf(cluster, fault.ToString())}");
        }
    }

    private static bool IsRefusal(RpcException.StatusCode code) => code is RpcException.StatusCode.Unauthenticated or RpcException.StatusCode.PermissionDenied;

    // What the connection threw carries the status in its text alone
    private static bool TellsOfRefusal(string fault) =>
        fault.Contains("unauthorized", StringComparison.OrdinalIgnoreCase)
        || fault.Contains(nameof(RpcException.StatusCode.Unauthenticated), StringComparison.OrdinalIgnoreCase)
        || fault.Contains(nameof(RpcException.StatusCode.PermissionDenied), StringComparison.OrdinalIgnoreCase);

    private static CommandFailedException Refused(ClusterSettings cluster, Exception fault) => new(
        ExitCodes.Unavailable,
        $"The Temporal cluster at {cluster.Address} refuses this client in namespace '{cluster.Namespace}': {fault.Message} "
        + (cluster.ApiKey is null
            ? "Give an API key (NOTIFY_TEMPORAL_API_KEY or --temporal-api-key-file) or a client certificate (--temporal-tls-cert, --temporal-tls-key) that may use it."
            : "Check that the API key is whole, has not expired, and may use this namespace."));

    private static string RemedyOf(ClusterSettings cluster, string fault)
    {
        if (cluster.Tls is null && cluster.ApiKey is null)
        {
            return "Check the address of --temporal and that the server runs; if it speaks TLS, add --temporal-tls.";
        }

        var remedy = new StringBuilder(fault.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? "Its certificate is not trusted, or is for another name: give its authority with --temporal-tls-ca, or the name in the certificate with --temporal-tls-server-name."
            : "Check the address of --temporal, that the server runs, and that it speaks TLS there.");
        if (cluster.Tls?.ClientCert is null)
        {
            remedy.Append(" If it asks for client certificates, give --temporal-tls-cert and --temporal-tls-key.");
        }

        return remedy.ToString();
    }
}
