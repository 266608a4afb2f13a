using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Transport;

namespace Temporalio.Tests.Client;

public sealed class ScheduleClientTests : IDisposable
{
    private static readonly Schedule Nightly = new(
        ScheduleActionStartWorkflow.Create((OrderWorkflow wf) => wf.RunAsync("o"), new("order", "orders")
        {
            StaticSummary = "nightly",
        }),
        new()
        {
            Calendars = [new() { Hour = [new(2)], DayOfWeek = [new(1, 5)] }],
            Intervals = [new(TimeSpan.FromHours(6), TimeSpan.FromMinutes(5))],
            CronExpressions = ["0 3 * * *"],
            StartAt = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Jitter = TimeSpan.FromMinutes(1),
            TimeZoneName = "Europe/Madrid",
        })
    {
        Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne, PauseOnFailure = true },
        State = new() { Note = "note", LimitedActions = true, RemainingActions = 4 },
    };

    private readonly FakeTransport server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task CreateDescribeUpdate_Schedule_RoundTripsThroughTheWire()
    {
        Api.Schedule.V1.Schedule? stored = null;
        server.On<CreateScheduleRequest>("CreateSchedule", request =>
        {
            stored = request.Schedule;
            Assert.Equal(ScheduleOverlapPolicy.BufferOne, request.InitialPatch.TriggerImmediately.OverlapPolicy);
            return new CreateScheduleResponse();
        });
        server.On<DescribeScheduleRequest>("DescribeSchedule", _ => new DescribeScheduleResponse
        {
            Schedule = stored,
            ConflictToken = Google.Protobuf.ByteString.CopyFromUtf8("token"),
        });
        UpdateScheduleRequest? update = null;
        server.On<UpdateScheduleRequest>("UpdateSchedule", request =>
        {
            update = request;
            return new UpdateScheduleResponse();
        });

        var handle = await Client().CreateScheduleAsync("nightly", Nightly, new() { TriggerImmediately = true });
        var description = await handle.DescribeAsync();
        await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule));

        Assert.Equal(Nightly.Spec.Intervals, description.Schedule.Spec.Intervals);
        Assert.Equal([new ScheduleRange(1, 5)], description.Schedule.Spec.Calendars.Single().DayOfWeek);
        Assert.Equal(Nightly.Policy, description.Schedule.Policy);
        Assert.Equal(Nightly.State, description.Schedule.State);
        var action = Assert.IsType<ScheduleActionStartWorkflow>(description.Schedule.Action);
        Assert.Equal("OrderWorkflow", action.Workflow);
        Assert.Equal("o", await Assert.IsType<IEncodedRawValue>(action.Args.Single(), exactMatch: false).ToValueAsync<string>());
        Assert.Equal("token", update?.ConflictToken.ToStringUtf8());
        Assert.Equal(stored, update?.Schedule);
    }

    [Fact]
    public async Task Create_IdIsTaken_ThrowsAlreadyRunning()
    {
        server.On<CreateScheduleRequest>(
            "CreateSchedule", _ => throw new GrpcStatusException(GrpcStatusCode.AlreadyExists, "exists"));

        await Assert.ThrowsAsync<ScheduleAlreadyRunningException>(() => Client().CreateScheduleAsync("nightly", Nightly));
    }

    [Fact]
    public async Task Create_ActionWithCron_IsRefusedBeforeTheCall()
    {
        var schedule = new Schedule(
            ScheduleActionStartWorkflow.Create("Order", [], new("order", "orders") { CronSchedule = "* * * * *" }), new());

        await Assert.ThrowsAsync<ArgumentException>(() => Client().CreateScheduleAsync("nightly", schedule));
    }

    [Fact]
    public async Task PauseAndBackfill_SendPatches()
    {
        var patches = new List<Api.Schedule.V1.SchedulePatch>();
        server.On<PatchScheduleRequest>("PatchSchedule", request =>
        {
            patches.Add(request.Patch);
            return new PatchScheduleResponse();
        });
        var handle = Client().GetScheduleHandle("nightly");
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        await handle.PauseAsync("why");
        await handle.BackfillAsync([new(start, start.AddDays(1), ScheduleOverlapPolicy.AllowAll)]);

        Assert.Equal("why", patches[0].Pause);
        Assert.Equal(start.AddDays(1), patches[1].BackfillRequest.Single().EndTime.ToDateTime());
        await Assert.ThrowsAsync<ArgumentException>(() => handle.BackfillAsync([]));
    }

    private TemporalClient Client() => TemporalClient.CreateLazy(new(server.Address));
}
