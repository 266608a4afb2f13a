using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Tests.Worker;

namespace Temporalio.Tests.OpenTelemetry;

/// <summary>What a listener sees of clients, workflows and activities on the embedded server.</summary>
public sealed class TracingInterceptorTests
{
    private static readonly string[] EachSpanOnce =
    [
        "CompleteWorkflow:TracedChildWorkflow", "CompleteWorkflow:TracedWorkflow", "HandleQuery:IsDone", "HandleSignal:Done",
        "HandleSignal:Step", "HandleSignal:Step", "HandleUpdate:Ask", "QueryWorkflow:IsDone", "RunActivity:Baggage",
        "RunActivity:Baggage", "RunActivity:Baggage", "RunWorkflow:TracedChildWorkflow", "RunWorkflow:TracedWorkflow",
        "RunWorkflow:TracedWorkflow", "SignalChildWorkflow:Step", "SignalExternalWorkflow:Step", "SignalWorkflow:Done",
        "StartActivity:Baggage", "StartActivity:Baggage", "StartActivity:Baggage", "StartChildWorkflow:TracedChildWorkflow",
        "StartWorkflow:TracedWorkflow", "UpdateWorkflow:Ask", "ValidateUpdate:Ask", "own",
    ];

    [Fact]
    public async Task Spans_OfAWorkflowThatDoesEverything_FormOneTree()
    {
        await using var harness = await StartAsync(cached: 1000);
        using var recorder = new SpanRecorder();

        var handle = await RunAsync(harness.Client);

        const string Run = "StartWorkflow:TracedWorkflow > RunWorkflow:TracedWorkflow";
        const string Child = $"{Run} > StartChildWorkflow:TracedChildWorkflow";
        Assert.Equal(
            new[]
            {
                "QueryWorkflow:IsDone",
                "SignalWorkflow:Done",
                "UpdateWorkflow:Ask",
                "StartWorkflow:TracedWorkflow",
                "StartWorkflow:TracedWorkflow > HandleQuery:IsDone",
                "StartWorkflow:TracedWorkflow > HandleSignal:Done",
                "StartWorkflow:TracedWorkflow > HandleUpdate:Ask",
                "StartWorkflow:TracedWorkflow > HandleUpdate:Ask > StartActivity:Baggage",
                "StartWorkflow:TracedWorkflow > HandleUpdate:Ask > StartActivity:Baggage > RunActivity:Baggage",
                "StartWorkflow:TracedWorkflow > ValidateUpdate:Ask",
                Run,
                $"{Run} > own",
                $"{Run} > own > StartActivity:Baggage",
                $"{Run} > own > StartActivity:Baggage > RunActivity:Baggage",
                $"{Run} > StartActivity:Baggage",
                $"{Run} > StartActivity:Baggage > RunActivity:Baggage",
                Child,
                $"{Child} > RunWorkflow:TracedChildWorkflow",
                $"{Child} > RunWorkflow:TracedChildWorkflow > CompleteWorkflow:TracedChildWorkflow",
                $"{Child} > HandleSignal:Step",
                $"{Child} > HandleSignal:Step",
                $"{Run} > SignalChildWorkflow:Step",
                $"{Run} > SignalExternalWorkflow:Step",
                $"{Run} > RunWorkflow:TracedWorkflow",
                $"{Run} > RunWorkflow:TracedWorkflow > CompleteWorkflow:TracedWorkflow",
            }.Order(StringComparer.Ordinal),
            recorder.Tree);
        Assert.Equal(
            recorder.Single("SignalWorkflow:Done").Context.SpanId,
            Assert.Single(recorder.Single("HandleSignal:Done").Links).Context.SpanId);
        Assert.Equal(handle.Id, recorder.Single("StartWorkflow:TracedWorkflow").GetTagItem("temporalWorkflowID"));
        Assert.Equal(
            [("temporalWorkflowID", handle.Id), ("temporalRunID", handle.FirstExecutionRunId)],
            recorder.Single("own").TagObjects.Select(tag => (tag.Key, (string?)tag.Value)));
        Assert.All(
            recorder.Spans.Where(span => span.DisplayName == "RunActivity:Baggage"),
            span => Assert.NotNull(span.GetTagItem("temporalActivityID")));
    }

    [Fact]
    public async Task Spans_OfAWorkflowThatIsReplayedAtEachTask_AreMadeOnce()
    {
        await using var harness = await StartAsync(cached: 0);
        using var recorder = new SpanRecorder();

        await RunAsync(harness.Client);

        // A replayed run has no span: what it does later hangs on the span that started the workflow
        Assert.Equal(
            EachSpanOnce.Order(StringComparer.Ordinal),
            recorder.Spans.Select(span => span.DisplayName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Baggage_OfTheCaller_ReachesActivities()
    {
        await using var harness = await StartAsync(cached: 1000);
        using var recorder = new SpanRecorder();
        Baggage.SetBaggage("customer", "c-7");

        var handle = await harness.Client.StartWorkflowAsync((TracedWorkflow wf) => wf.RunAsync(false), WorkerHarness.NewWorkflow());

        Assert.Equal("c-7", await handle.ExecuteUpdateAsync(wf => wf.AskAsync()));
        Assert.Equal("c-7", Baggage.GetBaggage("customer"));
    }

    [Theory]
    [InlineData(false, ActivityStatusCode.Error)]
    [InlineData(true, ActivityStatusCode.Unset)]
    public async Task Failure_OfAnActivity_IsRecordedUnlessItIsBenign(bool benign, ActivityStatusCode status)
    {
        await using var harness = await StartAsync(cached: 1000);
        using var recorder = new SpanRecorder();

        await Assert.ThrowsAsync<WorkflowFailedException>(() => harness.Client.ExecuteWorkflowAsync(
            (TracedFailingWorkflow wf) => wf.RunAsync(benign), WorkerHarness.NewWorkflow()));

        var activity = recorder.Single("RunActivity:Refuse");
        Assert.Equal(status, activity.Status);
        Assert.Equal("exception", Assert.Single(activity.Events).Name);
        Assert.Equal(ActivityStatusCode.Error, recorder.Single("CompleteWorkflow:TracedFailingWorkflow").Status);
    }

    [Fact]
    public async Task Header_OfATrace_IsTraceparentAsJson()
    {
        await using var harness = await StartAsync(cached: 1000);
        using var recorder = new SpanRecorder();

        var handle = await harness.Client.StartWorkflowAsync((TracedWorkflow wf) => wf.RunAsync(true), WorkerHarness.NewWorkflow());

        var start = (await handle.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes;
        var carried = DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(start.Header.Fields["_tracer-data"]);
        var span = recorder.Single("StartWorkflow:TracedWorkflow");
        Assert.Equal($"00-{span.TraceId}-{span.SpanId}-01", carried["traceparent"]);
    }

    [Fact]
    public async Task Header_WithoutATrace_IsLeftOut()
    {
        await using var harness = await StartAsync(cached: 1000);

        var handle = await RunAsync(harness.Client);

        var events = (await harness.Client.GetWorkflowHandle(handle.Id, handle.FirstExecutionRunId).FetchHistoryAsync()).Events;
        Assert.Null(events.First().WorkflowExecutionStartedEventAttributes.Header);
        Assert.All(
            events.Where(item => item.ActivityTaskScheduledEventAttributes is not null),
            item => Assert.Null(item.ActivityTaskScheduledEventAttributes.Header));
    }

    [Fact]
    public void TrackWorkflowDiagnosticActivity_OutsideOfAWorkflow_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => TracingInterceptor.WorkflowsSource.TrackWorkflowDiagnosticActivity("stray"));

    private static async Task<WorkflowHandle<TracedWorkflow, string?>> RunAsync(ITemporalClient client)
    {
        var handle = await client.StartWorkflowAsync((TracedWorkflow wf) => wf.RunAsync(false), WorkerHarness.NewWorkflow());
        await handle.QueryAsync(wf => wf.IsDone());
        await handle.ExecuteUpdateAsync(wf => wf.AskAsync());
        await handle.SignalAsync(wf => wf.DoneAsync());
        Assert.Equal("last", await handle.GetResultAsync());
        return handle;
    }

    private static Task<WorkerHarness> StartAsync(int cached) => WorkerHarness.StartAsync(
        options =>
        {
            options.MaxCachedWorkflows = cached;

            // A busy machine must not fail tasks, which would be run again
            options.DebugMode = true;
            options.AddWorkflow<TracedWorkflow>().AddWorkflow<TracedChildWorkflow>().AddWorkflow<TracedFailingWorkflow>();
            options.AddActivity(TracedActivities.Baggage).AddActivity(TracedActivities.Refuse);
        },
        new() { Interceptors = [new TracingInterceptor()] });
}
