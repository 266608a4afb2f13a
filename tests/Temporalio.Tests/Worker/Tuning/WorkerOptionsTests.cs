using Temporalio.Client;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Worker.Tuning;

public sealed class WorkerOptionsTests
{
    public static TheoryData<string, Action<TemporalWorkerOptions>> Wrong => new()
    {
        { "TaskQueue", options => options.TaskQueue = null },
        { "neither workflows nor activities", options => { options.Workflows.Clear(); options.Activities.Clear(); } },
        { "MaxCachedWorkflows is -1", options => options.MaxCachedWorkflows = -1 },
        { "MaxConcurrentActivities is 0", options => options.MaxConcurrentActivities = 0 },
        { "MaxConcurrentLocalActivities is 0", options => options.MaxConcurrentLocalActivities = 0 },
        { "Allow at least 2", options => options.MaxConcurrentWorkflowTasks = 1 },
        { "Allow at least 2", options => options.Tuner = WorkerTuner.CreateFixedSize(1, 5, 5) },
        { "Allow at least 2", options => options.WorkflowTaskPollerBehavior = new PollerBehavior.SimpleMaximum(1) },
        { "Tuner excludes", options => { options.Tuner = WorkerTuner.CreateFixedSize(2, 2, 2); options.MaxConcurrentActivities = 3; } },
        { "MaxConcurrentWorkflowTaskPolls is 0", options => options.MaxConcurrentWorkflowTaskPolls = 0 },
        { "MaxConcurrentActivityTaskPolls is -2", options => options.MaxConcurrentActivityTaskPolls = -2 },
        { "NonStickyToStickyPollRatio is 1.5", options => options.NonStickyToStickyPollRatio = 1.5f },
        { "MaxActivitiesPerSecond is 0", options => options.MaxActivitiesPerSecond = 0 },
        { "MaxTaskQueueActivitiesPerSecond is -1", options => options.MaxTaskQueueActivitiesPerSecond = -1 },
        { "StickyQueueScheduleToStartTimeout is 00:00:00", options => options.StickyQueueScheduleToStartTimeout = TimeSpan.Zero },
        { "MaxHeartbeatThrottleInterval is 00:00:00", options => options.MaxHeartbeatThrottleInterval = TimeSpan.Zero },
        { "GracefulShutdownTimeout is -00:00:01", options => options.GracefulShutdownTimeout = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Construct_OptionsOutOfBounds_SaysWhichAndWhy(string expected, Action<TemporalWorkerOptions> change)
    {
        var options = WorkerHarness.OptionsWith(new());
        change(options);
        var client = new TemporalClient(TemporalConnection.CreateLazy(new("127.0.0.1:1")), new());
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new TemporalWorker(client, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Construct_Defaults_AreThoseOfTheOfficialPackage()
    {
        var options = new TemporalWorkerOptions("queue");
        Assert.Null(options.MaxConcurrentActivities);
        Assert.Equal(10_000, options.MaxCachedWorkflows);
        Assert.Equal((5, 5, 0.2f), (options.MaxConcurrentWorkflowTaskPolls, options.MaxConcurrentActivityTaskPolls, options.NonStickyToStickyPollRatio));
        Assert.Equal(TimeSpan.FromSeconds(10), options.StickyQueueScheduleToStartTimeout);
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30)), (options.MaxHeartbeatThrottleInterval, options.DefaultHeartbeatThrottleInterval));
        Assert.Equal(TimeSpan.Zero, options.GracefulShutdownTimeout);
        Assert.Equal((1, 100, 5), (new PollerBehavior.Autoscaling().Minimum, new PollerBehavior.Autoscaling().Maximum, new PollerBehavior.Autoscaling().Initial));
    }

    [Fact]
    public void Suppliers_BoundsThatContradict_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new FixedSizeSlotSupplier(0));
        Assert.Throws<ArgumentException>(() => new PollerBehavior.SimpleMaximum(0));
        Assert.Throws<ArgumentException>(() => new PollerBehavior.Autoscaling(minimum: 6, maximum: 10, initial: 5));
        Assert.Throws<ArgumentException>(() => WorkerTuner.CreateResourceBased(1.2, 0.5));
        Assert.Throws<ArgumentException>(() => WorkerTuner.CreateResourceBased(0.8, 0));
        Assert.Throws<ArgumentException>(() => WorkerTuner.CreateResourceBased(0.8, 0.9, new(MinimumSlots: 9, MaximumSlots: 3)));
    }
}
