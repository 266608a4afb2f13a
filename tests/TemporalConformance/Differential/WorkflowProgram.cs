using System.Text.Json.Serialization;

namespace TemporalConformance.Tests.Differential;

/// <summary>
/// A workflow as data, which the C# worker and the official TypeScript replayer read alike: steps that begin once others
/// have ended. What ends within one activation is noticed together and in order of step ids, so that both languages
/// issue the same commands in the same order, however many turns their schedulers take in between.
/// </summary>
/// <param name="Steps">In order of their ids, which count from 0.</param>
/// <param name="Ending">How a run ends that was not cancelled: <c>complete</c>, <c>fail</c> or <c>continue</c> (as new, for the rounds left).</param>
/// <param name="Rounds">Runs that follow this one when it ends with <c>continue</c>.</param>
public sealed record WorkflowProgram(
    [property: JsonPropertyName("steps")] IReadOnlyList<ProgramStep> Steps,
    [property: JsonPropertyName("ending")] string Ending,
    [property: JsonPropertyName("rounds")] int Rounds)
{
    /// <summary>What the run that follows as new does: the same, without waiting for signals, which its predecessor may have had.</summary>
    public WorkflowProgram Rest() => new([.. Steps.Select(step => step with { Signals = 0 })], Ending, Rounds - 1);
}

/// <summary>One thing a program does.</summary>
/// <param name="Id">Its place among the steps.</param>
/// <param name="Kind"><c>activity</c>, <c>local</c>, <c>timer</c>, <c>child</c>, <c>signal</c>, <c>cancelExternal</c>, <c>cancel</c>, <c>patch</c>, <c>memo</c> or <c>attribute</c>.</param>
/// <param name="After">The steps that must have ended first.</param>
/// <param name="Signals">How many signals must have come first.</param>
/// <param name="Milliseconds">How long it takes, where it takes time.</param>
/// <param name="Behaviour"><c>succeed</c>, <c>fail</c>, <c>flaky</c> (fails once) or <c>slow</c> (until cancelled, within bounds).</param>
/// <param name="Cancellation">The cancellation type's number: try, wait or abandon.</param>
/// <param name="Target">The step that a cancellation or a signal is for; -1 for a workflow that does not exist.</param>
public sealed record ProgramStep(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("after")] IReadOnlyList<int> After,
    [property: JsonPropertyName("signals")] int Signals,
    [property: JsonPropertyName("milliseconds")] int Milliseconds,
    [property: JsonPropertyName("behaviour")] string Behaviour,
    [property: JsonPropertyName("cancellation")] int Cancellation,
    [property: JsonPropertyName("target")] int Target);

/// <summary>What a client does to a running program.</summary>
/// <param name="Kind"><c>signal</c>, <c>update</c>, <c>refusedUpdate</c> or <c>cancel</c>.</param>
/// <param name="Pause">Milliseconds after the action before it.</param>
public sealed record ProgramAction(string Kind, int Pause);
