using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Registers what a hosted worker runs.</summary>
/// <param name="taskQueue">Task queue of the worker.</param>
/// <param name="buildId">Build id of the worker, if it has one.</param>
/// <param name="services">The services of the host.</param>
public class TemporalWorkerServiceOptionsBuilder(string taskQueue, string? buildId, IServiceCollection services)
    : ITemporalWorkerServiceOptionsBuilder
{
    /// <inheritdoc/>
    public string TaskQueue => taskQueue;

    /// <inheritdoc/>
    public string? BuildId => buildId;

    /// <inheritdoc/>
    public IServiceCollection Services => services;

    /// <summary>Name under which the options of a worker are kept.</summary>
    internal static string OptionsName(string taskQueue, string? buildId) =>
        buildId is null ? taskQueue : $"{taskQueue}!_!{buildId}";
}
