using Coresdk.WorkflowActivation;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>A run leaves memory while a thread is still in its code, as after a deadlock.</summary>
public sealed class AbandonedRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Dispose_CodeIsStuck_ItEndsWhatItBeganAndBeginsNothing()
    {
        using var gate = new LingeringWorkflow.Gate();
        var key = $"{Guid.NewGuid()}";
        Assert.True(LingeringWorkflow.Gates.TryAdd(key, gate));
        var run = Create();
        var activation = Task.Factory.StartNew(
            () => run.Activate(Begin(key)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await gate.Entered.Task.WaitAsync(Patience);

        run.Dispose();
        run.Dispose();
        gate.Release.Set();
        var completion = await activation.WaitAsync(Patience);

        Assert.Null(completion.Failed);
        Assert.True(gate.TokenWasUsable);
        Assert.False(gate.WentOn);
        var e = Assert.Throws<InvalidOperationException>(() => run.Activate(Begin(key)));
        Assert.Contains("left memory", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_CodeWaits_IsNotRunAgain()
    {
        var run = Create();
        run.Dispose();
        Assert.Throws<InvalidOperationException>(() => run.Activate(Begin("")));
    }

    private static IWorkflowActivator Create() => new WorkflowFactory(
        [WorkflowDefinition.Create(typeof(LingeringWorkflow))], "default", "queue", DataConverter.Default, NullLoggerFactory.Instance, null)
        .Create(new() { WorkflowType = nameof(LingeringWorkflow) });

    private static WorkflowActivation Begin(string key) => new()
    {
        RunId = "run",
        Timestamp = new Timestamp(),
        Jobs =
        {
            new WorkflowActivationJob
            {
                InitializeWorkflow = new()
                {
                    WorkflowType = nameof(LingeringWorkflow),
                    WorkflowId = "wf",
                    Arguments = { DataConverter.Default.PayloadConverter.ToPayload(key) },
                },
            },
        },
    };
}
