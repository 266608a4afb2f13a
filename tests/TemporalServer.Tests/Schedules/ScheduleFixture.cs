using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using TemporalServer.Clock;
using TemporalServer.Persistence;
using TemporalServer.Rpc;
using TemporalServer.Schedules;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Schedules;

/// <summary>Schedules over fake workflows, from 2026-01-01T00:00:00Z on; time jumps from alarm to alarm once unlocked.</summary>
internal sealed class ScheduleFixture : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"schedules-{Guid.NewGuid():N}.db");
    private readonly CancellationTokenSource stopping = new();
    private Database database;
    private ServiceTable table;

    public ScheduleFixture() => Open(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ServerClock Clock { get; private set; }

    public FakeWorkflows Workflows { get; } = new();

    /// <summary>A schedule of workflow <c>w</c>.</summary>
    public static Schedule Of(string cron, SchedulePolicies? policies = null, int actions = 0) => new()
    {
        Spec = new ScheduleSpec { CronString = { cron } },
        Action = new ScheduleAction
        {
            StartWorkflow = new NewWorkflowExecutionInfo
            {
                WorkflowId = "w",
                WorkflowType = new WorkflowType { Name = "type" },
                TaskQueue = new TaskQueue { Name = "queue" },
            },
        },
        Policies = policies,
        State = new ScheduleState { LimitedActions = actions > 0, RemainingActions = actions },
    };

    public Task<CreateScheduleResponse> CreateAsync(Schedule schedule, SchedulePatch? patch = null, string requestId = "") => CallAsync<CreateScheduleResponse>(
        "CreateSchedule", new CreateScheduleRequest { Namespace = "default", ScheduleId = "s", Schedule = schedule, InitialPatch = patch, RequestId = requestId });

    public Task<DescribeScheduleResponse> DescribeAsync() => CallAsync<DescribeScheduleResponse>(
        "DescribeSchedule", new DescribeScheduleRequest { Namespace = "default", ScheduleId = "s" });

    public Task PatchAsync(SchedulePatch patch) => CallAsync<PatchScheduleResponse>(
        "PatchSchedule", new PatchScheduleRequest { Namespace = "default", ScheduleId = "s", Patch = patch });

    public Task<T> CallAsync<T>(string method, IMessage request)
        where T : class, IMessage<T>, new() => table.CallAsync<T>(
        "temporal.api.workflowservice.v1.WorkflowService", method, request, new CallOptions(), TestContext.Current.CancellationToken);

    /// <summary>Closes the file and opens it again at a later time.</summary>
    public void Restart(DateTimeOffset now)
    {
        Clock.Dispose();
        database.Dispose();
        Open(now);
    }

    public void Dispose()
    {
        stopping.Cancel();
        Clock.Dispose();
        database.Dispose();
        stopping.Dispose();
        File.Delete(file);
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(database), nameof(table), nameof(Clock))]
    private void Open(DateTimeOffset now)
    {
        Clock = ServerClock.Skipping(now);
        database = Database.Open(file, full: false, Clock);
        table = new ServiceTable();
        new SchedulesService(new ScheduleStore(database), new ScheduleFinder(database), Workflows, Clock, NullLogger.Instance, stopping.Token).Map(table);
    }
}
