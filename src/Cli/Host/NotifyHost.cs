using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Activities;
using Notify.Activities.Auditing;
using Notify.Activities.Ingestion;
using Notify.Activities.Ingestion.Glue;
using Notify.Api;
using Notify.Cli.Places;
using Notify.Domain.Planning;
using Notify.Embeddings;
using Notify.Storage;
using Notify.Workers;
using Notify.Workflows.Pipelines;
using Notify.Workflows.Planning;
using Notify.Workflows.Visibility;
using Temporalio.Client;

namespace Notify.Cli.Host;

/// <summary>Everything in one process: Temporal (embedded, unless a cluster is named), tables, workers and REST API, on one home folder.</summary>
internal sealed class NotifyHost : IAsyncDisposable
{
    private readonly HomeFolder home;
    private readonly TemporalBackend temporal;
    private readonly WebApplication app;
    private readonly HostSettings settings;

    private NotifyHost(HostSettings settings, HomeFolder home, TemporalBackend temporal, WebApplication app)
    {
        this.settings = settings;
        this.home = home;
        this.temporal = temporal;
        this.app = app;
    }

    public ITemporalClient Client => temporal.Client;

    /// <summary>The services that keep the data, given or remembered.</summary>
    public StoragePlaces Storage => settings.Storage;

    public IServiceProvider Services => app.Services;

    /// <summary>Workflow time: the real one, unless the host runs faster.</summary>
    public TimeProvider Time => temporal.Time;

    public HostAddress Address { get; private set; } = new("", "", null, Environment.ProcessId);

    /// <summary>Starts everything; returns when it is ready for work.</summary>
    /// <exception cref="CommandFailedException">The home folder or a port is taken.</exception>
    public static async Task<NotifyHost> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var home = HomeFolder.Open(settings.Home);
        TemporalBackend? temporal = null;
        NotifyHost? host = null;
        try
        {
            var remembered = HomeRecord.Read(home.Path);
            settings = remembered.Complete(settings with { Home = home.Path });
            temporal = await TemporalBackend.StartAsync(settings, home, cancellationToken).ConfigureAwait(false);
            await AttributeRegistration.EnsureAsync(temporal.Client, cancellationToken).ConfigureAwait(false);
            remembered.Remember(settings);
            host = new NotifyHost(settings, home, temporal, Build(settings, home, temporal));
            await host.RunAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch (Exception fault)
        {
            await CleanUpAsync().ConfigureAwait(false);
            if (IsPortTaken(fault))
            {
                throw new CommandFailedException(
                    ExitCodes.Unavailable, $"{fault.Message} Stop what uses it, or choose other ports with --port, --temporal-port and --ui-port.");
            }

            throw;
        }

        async ValueTask CleanUpAsync()
        {
            if (host is not null)
            {
                await host.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                if (temporal is not null)
                {
                    await temporal.DisposeAsync().ConfigureAwait(false);
                }

                home.Dispose();
            }
        }
    }

    /// <summary>Lets a held clock run at its speed from here on.</summary>
    public void StartDay() => temporal.SetSpeed(settings.Speed);

    /// <summary>Completes when the host is asked to stop (Ctrl+C, SIGTERM).</summary>
    public Task WaitForStopAsync(CancellationToken cancellationToken) => ((IHost)app).WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        await temporal.DisposeAsync().ConfigureAwait(false);
        home.Dispose();
    }

    private static bool IsPortTaken(Exception fault) =>
        fault is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || (fault.InnerException is { } inner && IsPortTaken(inner));

    private static WebApplication Build(HostSettings settings, HomeFolder home, TemporalBackend temporal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(settings.LogLevel);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, settings.HttpPort));
        builder.Services.AddSingleton(temporal.Time);
        builder.Services.AddSingleton(temporal.Client);
        builder.Services.AddSingleton(new Pace(settings.Speed));
        builder.Services.AddNotifyStorage(settings.Storage.ToOptions(home.Path, settings.KafkaSecurity));
        builder.Services.AddSingleton<IScrubbable>(temporal);
        builder.Services.AddNotifyEmbeddings();
        builder.Services.AddNotifyGlue(new GlueOptions { Region = settings.Storage.Tables?.Region ?? settings.Storage.Objects?.Region });
        builder.Services.AddNotifyActivities(
            new PlanningPolicy { DefaultTimeZone = settings.TimeZone },
            new IngestOptions { RejectsFolder = home.RejectsFolder, WorkFolder = home.WorkFolder });
        builder.Services.AddNotifyApi();
        if (settings.Work != HostWork.None)
        {
            builder.Services.AddNotifyPipelineWorker();
            builder.Services.AddNotifyGlueWorker();
        }

        if (settings.Work == HostWork.Everything)
        {
            builder.Services.AddNotifyDeliveryWorker();
            builder.Services.AddNotifyEventConsumers();
        }

        var app = builder.Build();
        app.MapNotifyApi();
        return app;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        if (settings.Work == HostWork.Everything)
        {
            await (settings.DailyAt is { } at
                ? DailySchedule.EnsureAsync(Client, at, cancellationToken)
                : DailySchedule.RemoveAsync(Client, cancellationToken)).ConfigureAwait(false);
            await (settings.DeltaEvery is { } every
                ? DeltaSchedule.EnsureAsync(Client, every, cancellationToken)
                : DeltaSchedule.RemoveAsync(Client, cancellationToken)).ConfigureAwait(false);
        }

        var api = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = new HostAddress(api, temporal.Address, temporal.Ui, Environment.ProcessId);
        home.Publish(Address);
    }
}
