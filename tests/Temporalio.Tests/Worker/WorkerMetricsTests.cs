using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Tests.Runtime;

namespace Temporalio.Tests.Worker;

/// <summary>The worker and the embedded server together: what the SDK measures of itself.</summary>
public sealed class WorkerMetricsTests
{
    private readonly RecordingMeter metrics = new();

    [Fact]
    public async Task Worker_RunsWorkflowsOfAllEnds_ReportsUnderTheOfficialNames()
    {
        await using (var harness = await StartAsync())
        {
            await harness.Client.ExecuteWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("you"), WorkerHarness.NewWorkflow());
            await harness.Client.ExecuteWorkflowAsync((LocalWorkflow wf) => wf.RunAsync("you"), WorkerHarness.NewWorkflow());
            await harness.Client.ExecuteWorkflowAsync((InTurnWorkflow wf) => wf.RunAsync(1), WorkerHarness.NewWorkflow());
            await Assert.ThrowsAsync<WorkflowFailedException>(() =>
                harness.Client.ExecuteWorkflowAsync((FailingActivityWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow()));
            var sleeper = await harness.Client.StartWorkflowAsync((SleeperWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
            await sleeper.CancelAsync();
            await Assert.ThrowsAsync<WorkflowFailedException>(() => sleeper.GetResultAsync());
        }

        Require("worker_start", ("namespace", "default"), ("task_queue", "samples"), ("service_name", "temporal-core-sdk"));
        Require("workflow_completed", ("workflow_type", "GreetingWorkflow"));
        Require("workflow_continue_as_new", ("workflow_type", "InTurnWorkflow"));
        Require("workflow_failed", ("workflow_type", "FailingActivityWorkflow"));
        Require("workflow_canceled", ("workflow_type", "SleeperWorkflow"));
        Require("workflow_endtoend_latency", ("workflow_type", "GreetingWorkflow"));
        Require("workflow_task_schedule_to_start_latency", ("workflow_type", "GreetingWorkflow"));
        Require("workflow_task_execution_latency", ("workflow_type", "GreetingWorkflow"));
        Require("workflow_task_queue_poll_succeed", ("task_queue", "samples"));
        Require("sticky_cache_hit", ("task_queue", "samples"));
        Require("sticky_cache_size", ("task_queue", "samples"));
        Require("activity_schedule_to_start_latency", ("activity_type", "Greet"));
        Require("activity_execution_latency", ("activity_type", "Greet"), ("workflow_type", "GreetingWorkflow"));
        Require("activity_succeed_endtoend_latency", ("activity_type", "Greet"));
        Require("activity_execution_failed", ("activity_type", "Fail"), ("failure_reason", "ActivityError"));
        Require("activity_task_received", ("eager", true));
        Require("local_activity_total", ("activity_type", "Greet"));
        Require("local_activity_execution_latency", ("workflow_type", "LocalWorkflow"));
        Require("worker_task_slots_used", ("worker_type", "WorkflowWorker"));
        Require("worker_task_slots_available", ("worker_type", "ActivityWorker"));
        Require("num_pollers", ("poller_type", "sticky_workflow_task"));
        Require("request", ("operation", "RespondWorkflowTaskCompleted"), ("namespace", "default"));
        Require("request_latency", ("operation", "StartWorkflowExecution"));
        Require("long_request", ("operation", "PollActivityTaskQueue"), ("task_queue", "samples"));
    }

    [Fact]
    public async Task Worker_TasksGoWrong_ReportsWhy()
    {
        await using (var harness = await StartAsync(cached: 1))
        {
            var buggy = await harness.Client.StartWorkflowAsync((BuggyWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
            await foreach (var item in buggy.FetchHistoryEventsAsync(new() { WaitNewEvent = true }))
            {
                if (item.WorkflowTaskFailedEventAttributes is not null)
                {
                    break;
                }
            }

            var counters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                harness.Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(2), WorkerHarness.NewWorkflow())));
            for (var round = 0; round < 2; round++)
            {
                foreach (var counter in counters)
                {
                    await counter.SignalAsync(wf => wf.AddAsync(1));
                    await counter.QueryAsync(wf => wf.Total);
                }
            }

            await Task.WhenAll(counters.Select(counter => counter.GetResultAsync()));
            await Assert.ThrowsAsync<RpcException>(() => harness.Client.GetWorkflowHandle("nobody").DescribeAsync());
        }

        Require("workflow_task_execution_failed", ("workflow_type", "BuggyWorkflow"), ("failure_reason", "WorkflowError"));
        Require("sticky_cache_total_forced_eviction", ("task_queue", "samples"));
        Require("sticky_cache_miss", ("task_queue", "samples"));
        Require("workflow_task_replay_latency", ("workflow_type", "CounterWorkflow"));
        Require("request_failure", ("operation", "DescribeWorkflowExecution"), ("status_code", "NOT_FOUND"));
    }

    [Fact]
    public async Task Code_MetersOfWorkflowsAndActivities_CountOnceDespiteReplay()
    {
        await using (var harness = await StartAsync(cached: 0))
        {
            await harness.Client.ExecuteWorkflowAsync((MeasuringWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());
        }

        var steps = metrics.Values.Where(value => value.Name == "steps").ToArray();
        Assert.Equal([1L, 2L], steps.Select(step => step.Value));
        Assert.All(steps, step => Assert.Equal(("MeasuringWorkflow", "samples", "default"), (step.Tags["workflow_type"], step.Tags["task_queue"], step.Tags["namespace"])));
        Assert.Equal("Measure", Assert.Single(metrics.TagsOf("measured"))["activity_type"]);
    }

    private Task<WorkerHarness> StartAsync(int? cached = null)
    {
        var runtime = new TemporalRuntime(new(new TelemetryOptions { Metrics = new() { CustomMetricMeter = metrics } }));
        return WorkerHarness.StartAsync(
            options =>
            {
                options.MaxCachedWorkflows = cached ?? options.MaxCachedWorkflows;
                options.AddWorkflow<MeasuringWorkflow>().AddActivity(MeasuringWorkflow.Measure);
            },
            new() { Runtime = runtime });
    }

    private void Require(string name, params (string Key, object Value)[] tags) => Assert.Contains(
        metrics.TagsOf($"temporal_{name}"), actual => tags.All(tag => actual.TryGetValue(tag.Key, out var value) && value.Equals(tag.Value)));
}
