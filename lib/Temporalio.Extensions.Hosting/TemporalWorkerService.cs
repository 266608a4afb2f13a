using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Runs a worker as long as its host runs.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly TemporalWorkerServiceOptions options;
    private readonly ITemporalClient? client;
    private readonly ILoggerFactory loggerFactory;

    /// <param name="options">Options of the worker.</param>
    /// <param name="client">The host's client; may be null when the options have a client of their own.</param>
    /// <param name="loggerFactory">The host's logs.</param>
    /// <exception cref="ArgumentException">There is no client.</exception>
    public TemporalWorkerService(
        TemporalWorkerServiceOptions options, ITemporalClient? client, ILoggerFactory? loggerFactory = null)
    {
        if (options.ClientOptions is null && client is null)
        {
            throw new ArgumentException(
                $"The worker of {options.TaskQueue} has no client: call AddTemporalClient, or set ClientOptions.");
        }

        this.options = options;
        this.client = client;
        this.loggerFactory = loggerFactory ?? NullLoggerFactory.Instance;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workerClient = options.ClientOptions is null ? client! : await ConnectAsync(options.ClientOptions);
        var workerOptions = (TemporalWorkerServiceOptions)options.Clone();
        workerOptions.LoggerFactory ??= loggerFactory;
        using var worker = new TemporalWorker(workerClient, workerOptions);
        try
        {
            await worker.ExecuteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops, and the worker has stopped with it
        }
    }

    private async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions clientOptions)
    {
        var connect = (TemporalClientConnectOptions)clientOptions.Clone();
        if (ReferenceEquals(connect.LoggerFactory, NullLoggerFactory.Instance))
        {
            connect.LoggerFactory = loggerFactory;
        }

        return await TemporalClient.ConnectAsync(connect);
    }
}
