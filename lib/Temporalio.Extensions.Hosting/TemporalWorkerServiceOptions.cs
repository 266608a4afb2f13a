using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Options of a hosted worker.</summary>
public class TemporalWorkerServiceOptions : TemporalWorkerOptions
{
    /// <summary>Options without a task queue.</summary>
    public TemporalWorkerServiceOptions()
    {
    }

    /// <param name="taskQueue">Task queue of the worker.</param>
    public TemporalWorkerServiceOptions(string taskQueue)
        : base(taskQueue)
    {
    }

    /// <summary>A client of the worker's own; null takes the host's <see cref="ITemporalClient"/>.</summary>
    public TemporalClientConnectOptions? ClientOptions { get; set; }

    /// <inheritdoc/>
    public override object Clone()
    {
        var copy = (TemporalWorkerServiceOptions)base.Clone();
        copy.ClientOptions = (TemporalClientConnectOptions?)ClientOptions?.Clone();
        return copy;
    }
}
