using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;

namespace TemporalServer.Engine.Runs;

/// <summary>How a run's changes become rows: frozen once with the gate held, written without it, as often as it takes.</summary>
internal sealed partial class WorkflowRun : IStorageWrite
{
    /// <inheritdoc/>
    public void Apply(StorageSession session)
    {
        lock (Gate)
        {
            // A run written with its predecessor meets its own turn in the same transaction
            if (transaction == session.Transaction || (!applying && commit is null))
            {
                return;
            }

            transaction = session.Transaction;
            if (!applying)
            {
                Freeze();
            }
        }

        session.Execute(rows);
        writtenSuccessor?.Apply(session);
    }

    /// <inheritdoc/>
    public void Committed()
    {
        TaskCompletionSource? done;
        TaskCompletionSource? told;
        WorkflowRun? next;
        long due;
        lock (Gate)
        {
            if (!applying)
            {
                return;
            }

            applying = false;
            History.Committed(mark);
            (done, inFlight) = (inFlight, null);
            (told, news) = (news, null);
            (next, writtenSuccessor) = (writtenSuccessor, null);
            rows = [];
            due = storedKeys.Due;
            if (IsAsleep)
            {
                // Before it grows old: what leaves memory young costs the collector nothing
                Engine.Runs.Remove(this);
            }

            if (!IsOpen && commit is null)
            {
                closeAwaited = false;
                closed.TrySetResult();
            }
        }

        next?.Committed();
        Engine.WorkflowTimers.Expect(Info.Key, due);
        Engine.Effects.Run(this, committing);
        committing.Clear();
        Engine.Clock.ExitBusy();
        told?.TrySetResult();
        done?.TrySetResult();
    }

    /// <inheritdoc/>
    public void Delayed(Exception error)
    {
        var fault = Faults.NotStored(error);
        lock (Gate)
        {
            commit?.TrySetException(fault);
            inFlight?.TrySetException(fault);
            _ = commit?.Task.Exception;
            _ = inFlight?.Task.Exception;
        }
    }

    /// <inheritdoc/>
    public void Failed(Exception error) => Delayed(error);

    private void Freeze()
    {
        inFlight = commit;
        commit = null;
        applying = true;
        (effects, committing) = (committing, effects);
        (writtenSuccessor, successor) = (successor, null);
        rows = RunStore.Save(this, isNew: !stored, storedKeys, describe, out storedKeys);
        stored = true;
        describe = false;
        mark = History.Mark();
    }

    public void Write(StateWriter writer)
    {
        writer.Clear();
        writer.Long((int)Status);
        writer.Long(CloseTime);
        writer.Bool(CancelRequested);
        writer.Long(FirstTaskDue);
        writer.Long(Transitions);
        writer.Text(NextRunId);
        writer.Text(ResetRunId);
        writer.Long(SignalCount);
        writer.Message(Pause);
        writer.Message(Options);
        writer.Message(Memo);
        writer.Message(SearchAttributes);
        writer.Long(SeenRequests.Count);
        foreach (var id in SeenRequests)
        {
            writer.Text(id);
        }

        History.Write(writer);
        WorkflowTask.Write(writer);
        Activities.Write(writer);
        Timers.Write(writer);
        Children.Write(writer);
        Outbox.Write(writer);
        Updates.Write(writer);
    }

    public void Read(StateReader reader, long head, long due, bool active)
    {
        Status = (WorkflowExecutionStatus)reader.Int();
        CloseTime = reader.Long();
        CancelRequested = reader.Bool();
        FirstTaskDue = reader.Long();
        Transitions = reader.Long();
        NextRunId = reader.Text();
        ResetRunId = reader.Text();
        SignalCount = reader.Int();
        Pause = reader.Message(WorkflowExecutionPauseInfo.Parser);
        Options = reader.Message(WorkflowExecutionOptions.Parser);
        Memo = reader.Message(Memo.Parser);
        SearchAttributes = reader.Message(SearchAttributes.Parser);
        for (var left = reader.Int(); left > 0; left--)
        {
            SeenRequests.Add(reader.Text());
        }

        History.Read(reader, head);
        WorkflowTask.Read(reader);
        Activities.Read(reader);
        Timers.Read(reader);
        Children.Read(reader);
        Outbox.Read(reader);
        Updates.Read(reader);
        stored = true;
        describe = false;
        storedKeys = (due, active ? 1 : 0);
        if (!IsOpen)
        {
            closed.TrySetResult();
        }
    }
}
