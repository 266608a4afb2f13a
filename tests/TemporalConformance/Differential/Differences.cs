using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Bridge;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace TemporalConformance.Tests.Differential;

/// <summary>Leads workflows through their histories twice, by the native core and by ours, and tells where they part.</summary>
internal sealed class Differences(NativeCore native)
{
    private const string Queue = "differential";
    private readonly WorkflowFactory factory = new(
        [WorkflowDefinition.Create(typeof(ProgramWorkflow)), WorkflowDefinition.Create(typeof(ProgramChildWorkflow))],
        "default", Queue, DataConverter.Default, NullLoggerFactory.Instance, null);

    /// <returns>The first difference; null when there is none and both accept the workflow's commands.</returns>
    public async Task<string?> FindAsync(WorkflowHistory history)
    {
        var theirs = await NativelyAsync(history);
        var ours = Ourselves(history);
        return theirs.Fault is { } fault ? $"native core: {fault}"
            : ours.Fault is { } ourFault ? $"our core: {ourFault}"
            : Compare("job", ours.Jobs, theirs.Jobs) ?? Compare("command", ours.Commands, theirs.Commands);
    }

    private async Task<Trace> NativelyAsync(WorkflowHistory history)
    {
        var trace = new Trace();
        IWorkflowActivator? code = null;
        var answer = await native.BeginAsync(history);
        while (answer.Activation is { } activation)
        {
            code ??= factory.Create(activation.Jobs[0].InitializeWorkflow);
            answer = await native.CompleteAsync(trace.Add(activation, code.Activate(activation)));
        }

        code?.Dispose();
        return answer.IsDone ? trace : trace with { Fault = answer.Ended };
    }

    private Trace Ourselves(WorkflowHistory history)
    {
        var trace = new Trace();
        using var run = new CachedRun(new("default", history.Id, history.Events.First().WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId, Queue));
        try
        {
            run.Machines.Append(history.Events, startedEventId: 0);
            while (run.Machines.Next() is { } activation)
            {
                run.Activator ??= factory.Create(activation.Jobs[0].InitializeWorkflow);
                run.Machines.Accept(trace.Add(activation, run.Activator.Activate(activation)).Successful.Commands);
            }

            return trace;
        }
        catch (Exception e) when (e is NondeterminismException or HistoryGapException)
        {
            return trace with { Fault = e.Message };
        }
    }

    private static string? Compare(string what, List<IMessage> ours, List<IMessage> theirs)
    {
        var same = ours.Zip(theirs).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
        return same == ours.Count && same == theirs.Count
            ? null
            : $"{what} {same} differs\n  native {theirs.ElementAtOrDefault(same)}\n  ours   {ours.ElementAtOrDefault(same)}";
    }

    /// <summary>
    /// What the code was told and what it asked for, in order. Where an activation ends is left out: native core resolves
    /// a local activity along with what came before it, ours on its own.
    /// </summary>
    private sealed record Trace
    {
        public List<IMessage> Jobs { get; } = [];

        public List<IMessage> Commands { get; } = [];

        public string? Fault { get; init; }

        public WorkflowActivationCompletion Add(WorkflowActivation activation, WorkflowActivationCompletion completion)
        {
            Jobs.AddRange(activation.Jobs);
            Commands.AddRange(completion.Successful.Commands);
            return completion;
        }
    }
}
