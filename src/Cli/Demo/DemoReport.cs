using Notify.Domain.Auditing;
using Notify.Workflows.Pipelines;

namespace Notify.Cli.Demo;

/// <summary>How a demo went; what <c>notify demo --json</c> writes.</summary>
/// <param name="Data">Folder the data came from.</param>
/// <param name="Date">The day that was lived through.</param>
/// <param name="Pipeline">What the pipeline did.</param>
/// <param name="Deliveries">What became of everything planned.</param>
/// <param name="Stages">Real seconds, in the order in which they ran.</param>
/// <param name="PeakMemoryBytes">Largest resident memory of the process.</param>
internal sealed record DemoReport(
    string Data,
    DateOnly Date,
    PipelineResult Pipeline,
    AuditReport Deliveries,
    IReadOnlyList<StageTime> Stages,
    long PeakMemoryBytes)
{
    /// <summary>Nothing lost, nothing doubled, nothing left over, no plan refused.</summary>
    public bool IsClean => Deliveries is { IsClean: true, Pending: 0 } && Pipeline.Plans is { Refused: 0 };
}

/// <summary>How long a stage took.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Seconds">Real seconds.</param>
internal sealed record StageTime(string Name, double Seconds);
