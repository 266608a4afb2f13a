using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Tests.Worker;

/// <summary>What <see cref="EverythingWorkflow"/> left on a server, recorded once for all tests that alter it.</summary>
public sealed class EverythingHistory : IAsyncLifetime
{
    private WorkflowHistory? recorded;

    public async ValueTask InitializeAsync()
    {
        await using var harness = await WorkerHarness.StartAsync();
        await harness.Client.Connection.OperatorService.AddSearchAttributesAsync(new()
        {
            Namespace = "default",
            SearchAttributes = { ["Colour"] = IndexedValueType.Keyword },
        });
        var other = await harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(2), WorkerHarness.NewWorkflow());
        var handle = await harness.Client.StartWorkflowAsync((EverythingWorkflow wf) => wf.RunAsync(other.Id), WorkerHarness.NewWorkflow());
        await harness.DelayAsync(TimeSpan.FromSeconds(1));
        await foreach (var item in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
        {
            if (item.EventType == EventType.ExternalWorkflowExecutionCancelRequested)
            {
                break;
            }
        }

        await handle.ExecuteUpdateAsync(wf => wf.FinishAsync());
        await handle.GetResultAsync();
        recorded = await handle.FetchHistoryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A copy with one event altered.</summary>
    public WorkflowHistory With(EventType type, Action<HistoryEvent> alter, Func<HistoryEvent, bool>? only = null)
    {
        var events = recorded!.Events.Select(item => item.Clone()).ToList();
        var index = events.FindIndex(item => item.EventType == type && only?.Invoke(item) != false);
        Assert.True(index >= 0, $"the history has no {type}");
        alter(events[index]);
        return new(recorded.Id, events);
    }

    /// <summary>A copy without some kinds of events.</summary>
    public WorkflowHistory Without(params EventType[] types) =>
        new(recorded!.Id, [.. recorded.Events.Where(item => !types.Contains(item.EventType))]);
}
