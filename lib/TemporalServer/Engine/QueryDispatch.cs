using System.Collections.Concurrent;
using TemporalServer.Engine.Runs;
using TemporalServer.Matching;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;

namespace TemporalServer.Engine;

/// <summary>Queries that go to a worker by themselves, without a workflow task.</summary>
internal sealed class QueryDispatch(WorkflowEngine engine)
{
    private readonly ConcurrentDictionary<long, PendingQuery> sent = new();
    private long last;

    public PendingQuery Create(WorkflowQuery query) => new(Interlocked.Increment(ref last), query);

    /// <summary>Offers a query to the worker that has the run cached, or to any. Call with the run's gate held.</summary>
    public void Send(WorkflowRun run, PendingQuery query)
    {
        sent[query.Number] = query;
        var sticky = run.WorkflowTask.StickyQueue;
        var offer = new OfferedTask(run.Info.Key, query.Number, 0, query);
        if (sticky.Length == 0 || !engine.Matching.TakesSticky(run.Info.Namespace, sticky))
        {
            engine.Matching.Offer(run.Info.Namespace, run.Info.TaskQueue, TaskQueueType.Workflow, offer);
            return;
        }

        engine.Matching.Offer(run.Info.Namespace, sticky, TaskQueueType.Workflow, offer);
        _ = FallBackAsync(run, query, offer, TimeSpan.FromTicks(run.WorkflowTask.StickyTimeout));
    }

    public PendingQuery? Find(long number) => sent.GetValueOrDefault(number);

    /// <summary>The caller has its answer or gave up.</summary>
    public void Forget(PendingQuery query) => sent.TryRemove(query.Number, out _);

    private async Task FallBackAsync(WorkflowRun run, PendingQuery query, OfferedTask offer, TimeSpan patience)
    {
        await Task.Delay(patience, engine.Clock.MachineTime).ConfigureAwait(false);
        if (!query.IsAnswered && sent.ContainsKey(query.Number))
        {
            engine.Matching.Offer(run.Info.Namespace, run.Info.TaskQueue, TaskQueueType.Workflow, offer);
        }
    }
}
