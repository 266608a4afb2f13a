using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;

namespace Temporalio.Extensions.Hosting;

/// <summary>Adds clients and workers to a host.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>Adds a worker with a client of its own.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="clientTargetHost"><c>host:port</c> of the server.</param>
    /// <param name="clientNamespace">Namespace of the client.</param>
    /// <param name="taskQueue">Task queue of the worker.</param>
    /// <param name="buildId">Build id of the worker, if it has one.</param>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services,
        string clientTargetHost,
        string clientNamespace,
        string taskQueue,
        string? buildId = null) =>
        services.AddHostedTemporalWorker(taskQueue, buildId).ConfigureOptions(options =>
            options.ClientOptions = new(clientTargetHost) { Namespace = clientNamespace });

    /// <summary>Adds a worker that uses the host's client, unless its options have one.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="taskQueue">Task queue of the worker.</param>
    /// <param name="buildId">Build id of the worker, if it has one.</param>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string taskQueue, string? buildId = null)
    {
        var name = TemporalWorkerServiceOptionsBuilder.OptionsName(taskQueue, buildId);
        services.AddSingleton<IHostedService>(provider => new TemporalWorkerService(
            provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get(name),
            provider.GetService<ITemporalClient>(),
            provider.GetService<ILoggerFactory>()));
        return new TemporalWorkerServiceOptionsBuilder(taskQueue, buildId, services)
            .ConfigureOptions(options => options.TaskQueue = taskQueue, disallowDuplicates: true);
    }

    /// <summary>Adds a client that connects at its first call.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="clientTargetHost"><c>host:port</c> of the server.</param>
    /// <param name="clientNamespace">Namespace of the client.</param>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string clientTargetHost, string clientNamespace) =>
        services.AddTemporalClient(options =>
        {
            options.TargetHost = clientTargetHost;
            options.Namespace = clientNamespace;
        });

    /// <summary>Adds a client that connects at its first call.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configureClient">Sets the client's options.</param>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, Action<TemporalClientConnectOptions>? configureClient = null)
    {
        services.TryAddSingleton<ITemporalClient>(provider =>
            TemporalClient.CreateLazy(provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value));
        var builder = services.AddOptions<TemporalClientConnectOptions>();
        if (configureClient is not null)
        {
            builder.Configure(configureClient);
        }

        return builder.Configure<IServiceProvider>((options, provider) =>
        {
            if (provider.GetService<ILoggerFactory>() is { } loggerFactory)
            {
                options.LoggerFactory = loggerFactory;
            }
        });
    }
}
