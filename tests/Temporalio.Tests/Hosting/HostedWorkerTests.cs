using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Tests.Client;

namespace Temporalio.Tests.Hosting;

public sealed class HostedWorkerTests
{
    private readonly ServiceCollection services = new();

    [Fact]
    public void AddHostedTemporalWorker_WithClientAddress_ConfiguresItsOwnOptions()
    {
        services.AddHostedTemporalWorker("host:7233", "ns", "orders")
            .AddWorkflow<OrderWorkflow>()
            .AddSingletonActivities<ScopeActivities>()
            .ConfigureOptions(options => options.MaxConcurrentActivities = 7);
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get("orders");

        Assert.Equal("orders", options.TaskQueue);
        Assert.Equal(("host:7233", "ns"), (options.ClientOptions?.TargetHost, options.ClientOptions?.Namespace));
        Assert.Equal("OrderWorkflow", Assert.Single(options.Workflows).Name);
        Assert.Equal(["Ended", "Fail"], options.Activities.Select(activity => activity.Name).Order());
        Assert.Equal(7, options.MaxConcurrentActivities);
        Assert.IsType<TemporalWorkerService>(Assert.Single(provider.GetServices<IHostedService>()));
    }

    [Fact]
    public void AddHostedTemporalWorker_SameTaskQueueTwice_IsRefused()
    {
        services.AddHostedTemporalWorker("orders");
        services.AddHostedTemporalWorker("orders", "build-2");

        var error = Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("orders"));

        Assert.Contains("orders", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostedWorker_WithoutAnyClient_SaysWhatToAdd()
    {
        services.AddHostedTemporalWorker("orders").AddWorkflow<OrderWorkflow>();
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<ArgumentException>(() => provider.GetServices<IHostedService>().ToList());

        Assert.Contains("AddTemporalClient", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTemporalClient_WithOptions_ConnectsLazily()
    {
        services.AddTemporalClient("host:7233", "ns");
        using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<ITemporalClient>();

        Assert.Equal("ns", client.Options.Namespace);
        Assert.Equal("host:7233", client.Connection.Options.TargetHost);
        Assert.False(client.Connection.IsConnected);
    }

    [Fact]
    public async Task ScopedActivity_Asynchronous_KeepsItsScopeUntilItEnds()
    {
        services.AddScoped<Scoped>();
        services.AddHostedTemporalWorker("orders").AddScopedActivities<ScopeActivities>();
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get("orders");
        var activity = options.Activities.Single(definition => definition.Name == "Ended");
        var gate = new TaskCompletionSource();

        var call = activity.InvokeAsync([gate]);
        gate.SetResult();
        var scoped = Assert.IsType<Scoped>(await call);

        Assert.Equal("open", scoped.SeenByActivity);
        Assert.Equal("closed", scoped.State);
    }

    [Fact]
    public async Task ScopedActivity_Throws_ThrowsTheOriginalException()
    {
        services.AddScoped<Scoped>();
        services.AddHostedTemporalWorker("orders").AddScopedActivities<ScopeActivities>();
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get("orders");
        var activity = options.Activities.Single(definition => definition.Name == "Fail");

        await Assert.ThrowsAsync<FormatException>(() => activity.InvokeAsync([]));
    }

    public sealed class Scoped : IDisposable
    {
        public string State { get; private set; } = "open";

        public string? SeenByActivity { get; set; }

        public void Dispose() => State = "closed";
    }

    public sealed class ScopeActivities(Scoped? scoped = null)
    {
        [Activity]
        public async Task<Scoped?> EndedAsync(TaskCompletionSource gate)
        {
            await gate.Task;
            scoped!.SeenByActivity = scoped.State;
            return scoped;
        }

        [Activity]
        public void Fail() => throw new FormatException(scoped?.State);
    }
}
