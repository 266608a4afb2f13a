using System.Globalization;
using Coresdk.WorkflowActivation;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using StartTimer = Coresdk.WorkflowCommands.StartTimer;

namespace Temporalio.Bridge.Machines;

internal sealed class TimerMachine : CommandMachine
{
    private readonly uint seq;
    private readonly string timerId;
    private readonly OutgoingCommand start;
    private bool cancelled;

    public TimerMachine(IMachineHost host, StartTimer command, UserMetadata? metadata)
        : base(host)
    {
        seq = command.Seq;
        timerId = seq.ToString(CultureInfo.InvariantCulture);
        start = host.Send(new(this, new()
        {
            CommandType = CommandType.StartTimer,
            UserMetadata = metadata,
            StartTimerCommandAttributes = new() { TimerId = timerId, StartToFireTimeout = command.StartToFireTimeout },
        }, EventType.TimerStarted));
    }

    public void Cancel()
    {
        if (cancelled)
        {
            return;
        }

        cancelled = true;
        if (!Host.Withdraw(start))
        {
            Host.Send(new(this, new()
            {
                CommandType = CommandType.CancelTimer,
                CancelTimerCommandAttributes = new CancelTimerCommandAttributes { TimerId = timerId },
            }, EventType.TimerCanceled));
        }
    }

    public override void Recorded(OutgoingCommand command, HistoryEvent recorded)
    {
        if (recorded.EventType == EventType.TimerStarted)
        {
            var actual = recorded.TimerStartedEventAttributes.TimerId;
            Require(actual == timerId, recorded, "timer id", timerId, actual);
            Host.Track(recorded.EventId, this);
        }
        else
        {
            var attributes = recorded.TimerCanceledEventAttributes;
            Require(attributes.TimerId == timerId, recorded, "timer id", timerId, attributes.TimerId);
            Host.Untrack(attributes.StartedEventId);
        }
    }

    public override void Happened(HistoryEvent happened)
    {
        Host.Untrack(happened.TimerFiredEventAttributes.StartedEventId);
        if (!cancelled)
        {
            Host.Notify(new() { FireTimer = new() { Seq = seq } });
        }
    }

    public override string ToString() => $"timer {timerId}";
}
