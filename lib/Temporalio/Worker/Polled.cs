using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Worker;

/// <summary>What a poll brought.</summary>
/// <param name="Task">Null if nothing.</param>
/// <param name="Decision">The server's advice on the number of polls; null if it gave none.</param>
internal readonly record struct Polled<T>(T? Task, PollerScalingDecision? Decision)
    where T : class
{
    /// <summary>How many polls more, or fewer; null for no advice.</summary>
    public int? Advice => Decision?.PollRequestDeltaSuggestion;
}
