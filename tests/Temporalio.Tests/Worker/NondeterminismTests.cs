using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Bridge;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>Whatever way a history and the code disagree, it is reported as that, and says where.</summary>
public sealed class NondeterminismTests(EverythingHistory history) : IClassFixture<EverythingHistory>
{
    public static TheoryData<string, Mismatch> Mismatches => new()
    {
        { "timer id '7'", new(EventType.TimerStarted, e => e.TimerStartedEventAttributes.TimerId = "7") },
        { "StartChildWorkflowExecutionInitiated, but the workflow issued StartTimer", Instead(EventType.TimerStarted, EventType.StartChildWorkflowExecutionInitiated) },
        { "NexusOperationScheduled, but the workflow issued StartTimer", Instead(EventType.TimerStarted, EventType.NexusOperationScheduled) },
        { "issued StartTimer of timer 1, which the history", Missing(EventType.TimerStarted) },
        { "activity id '7'", new(EventType.ActivityTaskScheduled, e => e.ActivityTaskScheduledEventAttributes.ActivityId = "7") },
        { "activity type 'Farewell'", new(EventType.ActivityTaskScheduled, e => e.ActivityTaskScheduledEventAttributes.ActivityType.Name = "Farewell") },
        { "issued ScheduleActivityTask", Missing(EventType.ActivityTaskScheduled) },
        { "activity type 'Farewell'", Local(data => data.Replace("Greet", "Farewell", StringComparison.Ordinal)) },
        { "MarkerRecorded) has no command", Local(data => data.Replace("\"seq\":1", "\"seq\":7", StringComparison.Ordinal)) },
        { "data of marker core_local_activity cannot be read", Local(_ => "{") },
        { "ActivityTaskScheduled) has no command", Missing(EventType.MarkerRecorded, Is(Markers.LocalActivityName)) },
        { "MarkerRecorded, but the workflow issued StartTimer", Patch(data => data.Replace("new-way", "older-way", StringComparison.Ordinal)) },
        { "UpsertWorkflowSearchAttributes, but the workflow issued StartTimer", Missing(EventType.MarkerRecorded, Is(Markers.PatchName)) },
        { "patch-data of marker core_patch cannot be read", Patch(_ => "{") },
        { "search attributes 'Size'", new(EventType.UpsertWorkflowSearchAttributes, RenameColour, e => Fields(e).ContainsKey("Colour")) },
        { "issued ModifyWorkflowProperties", Missing(EventType.WorkflowPropertiesModified) },
        { "workflow id 'elsewhere'", new(EventType.StartChildWorkflowExecutionInitiated, e => e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId = "elsewhere") },
        { "workflow type 'TockWorkflow'", new(EventType.StartChildWorkflowExecutionInitiated, e => e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType.Name = "TockWorkflow") },
        { "TimerStarted, but the workflow issued StartChildWorkflowExecution", Instead(EventType.StartChildWorkflowExecutionInitiated, EventType.TimerStarted) },
        { "signal name 'Subtract'", new(EventType.SignalExternalWorkflowExecutionInitiated, e => e.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName = "Subtract") },
        { "workflow id 'elsewhere'", new(EventType.SignalExternalWorkflowExecutionInitiated, e => e.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId = "elsewhere") },
        { "issued SignalExternalWorkflowExecution", Missing(EventType.SignalExternalWorkflowExecutionInitiated) },
        { "workflow id 'elsewhere'", new(EventType.RequestCancelExternalWorkflowExecutionInitiated, e => e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId = "elsewhere") },
        { "issued RequestCancelExternalWorkflowExecution", Missing(EventType.RequestCancelExternalWorkflowExecutionInitiated) },
        { "WorkflowExecutionUpdateCompleted) has no command", Missing(EventType.WorkflowExecutionUpdateAccepted) },
        { "WorkflowExecutionUpdateAccepted) has no command", new(EventType.WorkflowExecutionUpdateAccepted, e => e.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest.Input.Name = "Gone") },
        { "issued ProtocolMessage of update", Missing(EventType.WorkflowExecutionUpdateCompleted) },
        { "update id 'another'", new(EventType.WorkflowExecutionUpdateCompleted, e => e.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId = "another") },
        { "WorkflowExecutionContinuedAsNew, but the workflow issued CompleteWorkflowExecution", Instead(EventType.WorkflowExecutionCompleted, EventType.WorkflowExecutionContinuedAsNew) },
        { "WorkflowExecutionFailed, but the workflow issued CompleteWorkflowExecution", Instead(EventType.WorkflowExecutionCompleted, EventType.WorkflowExecutionFailed) },
        { "ActivityTaskScheduled, but the workflow issued CompleteWorkflowExecution", Instead(EventType.WorkflowExecutionCompleted, EventType.ActivityTaskScheduled) },
        { "issued CompleteWorkflowExecution", Missing(EventType.WorkflowExecutionCompleted) },
    };

    [Fact]
    public async Task Replay_HistoryAsRecorded_Fits() => Assert.Null((await ReplayAsync(history.Without())).ReplayFailure);

    [Theory]
    [MemberData(nameof(Mismatches), DisableDiscoveryEnumeration = true)]
    public async Task Replay_OneEventDiffers_IsNondeterministicAndNamesIt(string expected, Mismatch mismatch)
    {
        var result = await ReplayAsync(history.With(mismatch.Event, mismatch.Alter, mismatch.Only));

        var failure = Assert.IsType<WorkflowNondeterminismException>(result.ReplayFailure);
        Assert.Contains("[TMPRL1100]", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_DeprecatedPatchOfOlderCode_IsPassedOverBeforeThisCodesPatch()
    {
        var older = Patch(data => data.Replace("new-way", "older-way", StringComparison.Ordinal).Replace("false", "true", StringComparison.Ordinal));
        Assert.Null((await ReplayAsync(history.With(older.Event, older.Alter, older.Only))).ReplayFailure);
    }

    [Fact]
    public async Task Replay_EventsAreMissing_SaysWhere()
    {
        var result = await ReplayAsync(history.Without(EventType.TimerStarted));
        Assert.IsType<WorkflowNondeterminismException>(result.ReplayFailure);
        Assert.Contains("event", result.ReplayFailure.Message, StringComparison.Ordinal);
    }

    private static Mismatch Instead(EventType of, EventType other) => new(of, e => e.EventType = other);

    /// <summary>An event that means nothing to code takes the place of one, so that no other event changes its id.</summary>
    private static Mismatch Missing(EventType type, Func<HistoryEvent, bool>? only = null) =>
        new(type, e => e.EventType = EventType.WorkflowExecutionOptionsUpdated, only);

    private static Mismatch Local(Func<string, string> edit) => Marker(Markers.LocalActivityName, "data", edit);

    private static Mismatch Patch(Func<string, string> edit) => Marker(Markers.PatchName, "patch-data", edit);

    private static Mismatch Marker(string name, string key, Func<string, string> edit) => new(
        EventType.MarkerRecorded,
        e =>
        {
            var payload = e.MarkerRecordedEventAttributes.Details[key].Payloads_[0];
            payload.Data = ByteString.CopyFromUtf8(edit(payload.Data.ToStringUtf8()));
        },
        Is(name));

    private static Func<HistoryEvent, bool> Is(string marker) => e => e.MarkerRecordedEventAttributes.MarkerName == marker;

    private static Google.Protobuf.Collections.MapField<string, Api.Common.V1.Payload> Fields(HistoryEvent e) =>
        e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields;

    private static void RenameColour(HistoryEvent e)
    {
        Fields(e)["Size"] = Fields(e)["Colour"];
        Fields(e).Remove("Colour");
    }

    private static Task<WorkflowReplayResult> ReplayAsync(Temporalio.Common.WorkflowHistory history) =>
        new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<EverythingWorkflow>()).ReplayWorkflowAsync(history, throwOnReplayFailure: false);

    /// <summary>One change to the recorded history.</summary>
    /// <param name="Event">The kind of event it is made to.</param>
    /// <param name="Alter">The change.</param>
    /// <param name="Only">Which of the events of that kind; null for the first.</param>
    public sealed record Mismatch(EventType Event, Action<HistoryEvent> Alter, Func<HistoryEvent, bool>? Only = null);
}
