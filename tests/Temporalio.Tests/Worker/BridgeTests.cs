using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCommands;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Bridge;

namespace Temporalio.Tests.Worker;

public sealed class BridgeTests
{
    private readonly WorkflowMachines machines = new(new("default", "wf", "run", "queue"));

    [Fact]
    public void Next_FirstTask_InitialisesBeforeSignals()
    {
        machines.Append([Started(1), Signaled(2), Scheduled(3), TaskStarted(4)], 4);
        var activation = machines.Next();
        Assert.NotNull(activation);
        Assert.False(activation.IsReplaying);
        Assert.Equal(4u, activation.HistoryLength);
        Assert.Equal(
            [WorkflowActivationJob.VariantOneofCase.InitializeWorkflow, WorkflowActivationJob.VariantOneofCase.SignalWorkflow],
            activation.Jobs.Select(job => job.VariantCase));
        Assert.Null(machines.Next());
    }

    [Fact]
    public void Next_ActivityCompletes_ResolvesItBySequence()
    {
        Begin(Activity(1, "Greet"));
        machines.Append([Completed(4), ActivityScheduled(5, "1", "Greet"), ActivityStarted(6, 5), ActivityCompleted(7, 5), Scheduled(8), TaskStarted(9)], 9);
        var job = Assert.Single(machines.Next()!.Jobs);
        Assert.Equal(1u, job.ResolveActivity.Seq);
        Assert.NotNull(job.ResolveActivity.Result.Completed);
    }

    [Fact]
    public void Next_HistoryHasAnotherActivityType_IsNondeterministic()
    {
        Begin(Activity(1, "Greet"));
        machines.Append([Completed(4), ActivityScheduled(5, "1", "Farewell"), Scheduled(6), TaskStarted(7)], 7);
        var e = Assert.Throws<NondeterminismException>(() => machines.Next());
        Assert.Contains("[TMPRL1100]", e.Message, StringComparison.Ordinal);
        Assert.Contains("Farewell", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_HistoryHasAnEventWithoutCommand_IsNondeterministic()
    {
        Begin();
        machines.Append([Completed(4), ActivityScheduled(5, "1", "Greet"), Scheduled(6), TaskStarted(7)], 7);
        Assert.Throws<NondeterminismException>(() => machines.Next());
    }

    [Fact]
    public void Next_HistoryLacksACommand_IsNondeterministic()
    {
        Begin(Activity(1, "Greet"));
        machines.Append([Completed(4), Signaled(5), Scheduled(6), TaskStarted(7)], 7);
        Assert.Throws<NondeterminismException>(() => machines.Next());
    }

    [Fact]
    public void Accept_ActivityCancelledBeforeSent_SendsNothingAndResolvesIt()
    {
        Begin(Activity(1, "Greet"), new WorkflowCommand { RequestCancelActivity = new() { Seq = 1 } });
        var job = Assert.Single(machines.Next()!.Jobs);
        Assert.NotNull(job.ResolveActivity.Result.Cancelled);
        Assert.Empty(machines.TakeCommands());
    }

    [Fact]
    public void Accept_CommandsAfterTheEnd_AreSentBeforeIt()
    {
        Begin(new WorkflowCommand { CompleteWorkflowExecution = new() }, Timer(1));
        Assert.Equal(
            [CommandType.StartTimer, CommandType.CompleteWorkflowExecution],
            machines.TakeCommands().Select(command => command.CommandType));
        Assert.True(machines.IsFinished);
    }

    [Fact]
    public void Next_TaskThatFailed_IsPassedOver()
    {
        var failed = new HistoryEvent { EventId = 4, EventType = EventType.WorkflowTaskFailed, WorkflowTaskFailedEventAttributes = new() };
        machines.Append([Started(1), Scheduled(2), TaskStarted(3), failed, Scheduled(5), TaskStarted(6)], 6);
        Assert.Equal(6u, machines.Next()!.HistoryLength);
    }

    [Fact]
    public void Append_HistoryWithAGap_Refuses()
    {
        Begin();
        Assert.Throws<HistoryGapException>(() => machines.Append([Scheduled(9)], 10));
    }

    [Fact]
    public void Accept_Update_AnswersByMessagesInOrder()
    {
        machines.Append([Started(1), Scheduled(2), TaskStarted(3)], 3);
        var request = new Request { Meta = new() { UpdateId = "u-1" }, Input = new() { Name = "rename" } };
        machines.Append([new Api.Protocol.V1.Message { Id = "m", ProtocolInstanceId = "p", EventId = 2, Body = Any.Pack(request) }]);
        var update = machines.Next()!.Jobs[1].DoUpdate;
        Assert.True(update.RunValidator);
        machines.Accept(
        [
            new() { UpdateResponse = new() { ProtocolInstanceId = "p", Accepted = new() } },
            new() { UpdateResponse = new() { ProtocolInstanceId = "p", Completed = new() } },
        ]);
        Assert.Equal(
            ["m/accept", "m/complete"],
            machines.TakeCommands().Select(command => command.ProtocolMessageCommandAttributes.MessageId));
        Assert.Equal(["m/accept", "m/complete"], machines.TakeMessages().Select(message => message.Id));
    }

    [Fact]
    public void Accept_UpdateRejectedByItsValidator_LeavesNoCommand()
    {
        machines.Append([Started(1), Scheduled(2), TaskStarted(3)], 3);
        var request = new Request { Meta = new() { UpdateId = "u-1" }, Input = new() { Name = "rename" } };
        machines.Append([new Api.Protocol.V1.Message { Id = "m", ProtocolInstanceId = "p", EventId = 2, Body = Any.Pack(request) }]);
        machines.Next();
        machines.Accept([new() { UpdateResponse = new() { ProtocolInstanceId = "p", Rejected = new() { Message = "no" } } }]);
        Assert.Equal("no", Assert.Single(machines.TakeMessages()).Body.Unpack<Rejection>().Failure.Message);
        Assert.Empty(machines.TakeCommands());
    }

    [Fact]
    public void Accept_AnswerToAnUpdateThatIsNotThere_IsNondeterministic()
    {
        Begin();
        var e = Assert.Throws<NondeterminismException>(
            () => machines.Accept([new() { UpdateResponse = new() { ProtocolInstanceId = "nobody", Accepted = new() } }]));
        Assert.Contains("Accepted for update nobody", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResolveLocalActivity_SequenceThatIsNotThere_IsNondeterministic()
    {
        Begin();
        var e = Assert.Throws<NondeterminismException>(
            () => machines.ResolveLocalActivity(7, new() { Completed = new() }, attempt: 1, TimeSpan.Zero));
        Assert.Contains("local activity 7", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToRecord_FlagsRecordedAlready_SaysNothing()
    {
        var first = machines.Flags.ToRecord();
        Assert.NotNull(first);
        Assert.Contains(3u, first.CoreUsedFlags);
        machines.Flags.Recorded(first);
        Assert.Null(machines.Flags.ToRecord());
    }

    [Fact]
    public void Release_MoreRunsThanFit_TheOldestLeaves()
    {
        using var cache = new RunCache(1);
        var first = cache.Acquire(new("default", "a", "run-a", "queue"));
        cache.Release(first, keep: true);
        cache.Release(cache.Acquire(new("default", "b", "run-b", "queue")), keep: true);
        Assert.Equal(1, cache.Count);
        Assert.NotSame(first, cache.Acquire(new("default", "a", "run-a", "queue")));
    }

    private static WorkflowCommand Activity(uint seq, string type) => new()
    {
        ScheduleActivity = new() { Seq = seq, ActivityId = $"{seq}", ActivityType = type, TaskQueue = "queue" },
    };

    private static WorkflowCommand Timer(uint seq) => new()
    {
        StartTimer = new() { Seq = seq, StartToFireTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
    };

    private static HistoryEvent Started(long id) => new()
    {
        EventId = id,
        EventType = EventType.WorkflowExecutionStarted,
        WorkflowExecutionStartedEventAttributes = new() { WorkflowType = new() { Name = "W" }, OriginalExecutionRunId = "run" },
    };

    private static HistoryEvent Signaled(long id) => new()
    {
        EventId = id,
        EventType = EventType.WorkflowExecutionSignaled,
        WorkflowExecutionSignaledEventAttributes = new() { SignalName = "s" },
    };

    private static HistoryEvent Scheduled(long id) => new() { EventId = id, EventType = EventType.WorkflowTaskScheduled };

    private static HistoryEvent TaskStarted(long id) => new()
    {
        EventId = id,
        EventType = EventType.WorkflowTaskStarted,
        EventTime = new(),
        WorkflowTaskStartedEventAttributes = new(),
    };

    private static HistoryEvent Completed(long id) => new()
    {
        EventId = id,
        EventType = EventType.WorkflowTaskCompleted,
        WorkflowTaskCompletedEventAttributes = new(),
    };

    private static HistoryEvent ActivityScheduled(long id, string activityId, string type) => new()
    {
        EventId = id,
        EventType = EventType.ActivityTaskScheduled,
        ActivityTaskScheduledEventAttributes = new() { ActivityId = activityId, ActivityType = new() { Name = type } },
    };

    private static HistoryEvent ActivityStarted(long id, long scheduled) => new()
    {
        EventId = id,
        EventType = EventType.ActivityTaskStarted,
        ActivityTaskStartedEventAttributes = new() { ScheduledEventId = scheduled },
    };

    private static HistoryEvent ActivityCompleted(long id, long scheduled) => new()
    {
        EventId = id,
        EventType = EventType.ActivityTaskCompleted,
        ActivityTaskCompletedEventAttributes = new() { ScheduledEventId = scheduled },
    };

    private void Begin(params WorkflowCommand[] commands)
    {
        machines.Append([Started(1), Scheduled(2), TaskStarted(3)], 3);
        machines.Next();
        machines.Accept(commands);
    }
}
