using TemporalServer.Engine.Runs;
using TemporalServer.Matching;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Engine;

/// <summary>Does what follows a durable change.</summary>
internal sealed class EffectRunner(WorkflowEngine engine)
{
    public void Run(WorkflowRun run, List<RunEffect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect.Kind)
            {
                case EffectKind.DispatchWorkflowTask:
                    DispatchWorkflowTask(run, effect.Id);
                    break;
                case EffectKind.DispatchActivity:
                    DispatchActivity(run, effect.Id, effect.Attempt);
                    break;
                case EffectKind.Act:
                    engine.Acts.Pump(run);
                    break;
            }
        }
    }

    /// <summary>Does everything again that a run loaded after a restart still waits for.</summary>
    public void Resume(WorkflowRun run)
    {
        lock (run.Gate)
        {
            run.Begin();
            if (run.IsOpen && run.WorkflowTask is { IsPending: true, IsStarted: false })
            {
                DispatchWorkflowTask(run, run.WorkflowTask.Stamp);
            }

            if (run.IsOpen)
            {
                foreach (var activity in run.Activities.All.Where(static activity => activity.IsOnOffer))
                {
                    DispatchActivity(run, activity.ScheduledId, activity.Stamp);
                }
            }

            run.End();
        }

        if (run.Outbox.HasWork)
        {
            engine.Acts.Pump(run);
        }
    }

    private void DispatchWorkflowTask(WorkflowRun run, long stamp)
    {
        string queue;
        lock (run.Gate)
        {
            if (run.WorkflowTask.Stamp != stamp || run.WorkflowTask.IsStarted || run.IsPaused)
            {
                return;
            }

            queue = run.WorkflowTask.QueueName;
        }

        engine.Matching.Offer(run.Info.Namespace, queue, TaskQueueType.Workflow, new OfferedTask(run.Info.Key, stamp));
    }

    private void DispatchActivity(WorkflowRun run, long scheduledId, int stamp)
    {
        string queue;
        lock (run.Gate)
        {
            if (run.Activities.Find(scheduledId) is not { } activity || activity.Stamp != stamp || run.IsPaused)
            {
                return;
            }

            queue = activity.Attributes(run.History).TaskQueue.Name;
        }

        engine.Matching.Offer(run.Info.Namespace, queue, TaskQueueType.Activity, new OfferedTask(run.Info.Key, scheduledId, stamp));
    }
}
