using Temporalio.Client;
using Temporalio.Transport;

namespace Temporalio.Testing;

/// <summary>A server to test workflows with, and a client of it.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    private const string FactoryType = "TemporalServer.TestServerFactory, TemporalServer";

    /// <summary>An environment around a server that exists; disposing it leaves the server alone.</summary>
    /// <param name="client">A client of the server.</param>
    public WorkflowEnvironment(ITemporalClient client) => Client = client;

    /// <summary>A client of the server.</summary>
    public ITemporalClient Client { get; protected init; }

    /// <summary>Whether time runs ahead while results are waited for.</summary>
    public virtual bool SupportsTimeSkipping => false;

    /// <summary>Starts a server in this process whose time is real.</summary>
    /// <exception cref="InvalidOperationException">There is no server to start.</exception>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null)
    {
        options ??= new();
        var server = await StartServerAsync(timeSkipping: false);
        try
        {
            var client = await ConnectAsync(server, options);
            if (options.SearchAttributes is { Count: > 0 } attributes)
            {
                await client.Connection.OperatorService.AddSearchAttributesAsync(new()
                {
                    Namespace = options.Namespace,
                    SearchAttributes = { attributes.ToDictionary(key => key.Name, key => key.ValueType) },
                });
            }

            return new LocalWorkflowEnvironment(client, server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts a server in this process that skips time: while a result is waited for, and no activity runs, its clock
    /// jumps to the next timer.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no server to start.</exception>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(
        WorkflowEnvironmentStartTimeSkippingOptions? options = null)
    {
        var server = await StartServerAsync(timeSkipping: true);
        try
        {
            return new TimeSkippingWorkflowEnvironment(await ConnectAsync(server, options ?? new()), server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits by the server's clock, which skips if it can.</summary>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, cancellationToken ?? CancellationToken.None);

    /// <summary>Waits by the server's clock, which skips if it can.</summary>
    /// <param name="msDelay">Milliseconds.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task DelayAsync(int msDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(msDelay), cancellationToken);

    /// <summary>The server's time, in UTC.</summary>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Keeps time from skipping until disposed.</summary>
    public virtual IDisposable AutoTimeSkippingDisabled() => NoTimeSkipping.Instance;

    /// <summary>Runs something while time does not skip.</summary>
    public void WithAutoTimeSkippingDisabled(Action action)
    {
        using (AutoTimeSkippingDisabled())
        {
            action();
        }
    }

    /// <summary>Runs something while time does not skip.</summary>
    public T WithAutoTimeSkippingDisabled<T>(Func<T> func)
    {
        using (AutoTimeSkippingDisabled())
        {
            return func();
        }
    }

    /// <summary>Runs something while time does not skip.</summary>
    public async Task WithAutoTimeSkippingDisabledAsync(Func<Task> func)
    {
        using (AutoTimeSkippingDisabled())
        {
            await func();
        }
    }

    /// <summary>Runs something while time does not skip.</summary>
    public async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        using (AutoTimeSkippingDisabled())
        {
            return await func();
        }
    }

    /// <summary>Stops the server, if the environment started it.</summary>
    public virtual Task ShutdownAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync();
        GC.SuppressFinalize(this);
    }

    private static Task<ITestServer> StartServerAsync(bool timeSkipping)
    {
        var type = Type.GetType(FactoryType)
            ?? throw new InvalidOperationException(
                "No server to test with: reference lib/TemporalServer from the test project.");
        var factory = (ITestServerFactory)Activator.CreateInstance(type)!;
        return factory.StartAsync(timeSkipping, CancellationToken.None);
    }

    private static Task<TemporalClient> ConnectAsync(ITestServer server, TemporalClientConnectOptions options)
    {
        var connect = (TemporalClientConnectOptions)options.Clone();
        connect.TargetHost = server.Address;
        return TemporalClient.ConnectAsync(connect);
    }

    private sealed class NoTimeSkipping : IDisposable
    {
        internal static NoTimeSkipping Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
