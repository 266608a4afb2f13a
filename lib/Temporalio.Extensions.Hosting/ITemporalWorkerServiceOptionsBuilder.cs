using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Registers what a hosted worker runs.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Task queue of the worker.</summary>
    string TaskQueue { get; }

    /// <summary>Build id of the worker, if it has one.</summary>
    string? BuildId { get; }

    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }
}
