using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Worker.Tuning;

public sealed class SlotTests
{
    private static readonly SlotReserveContext Context = new(SlotType.Activity, "queue", "me", "1.0", IsSticky: false);

    [Fact]
    public async Task Fixed_AllSlotsTaken_NextWaitsForARelease()
    {
        using var slots = new FixedSlotSource(1);
        var first = await slots.ReserveAsync(Context, default);
        Assert.Null(slots.TryReserve(Context));
        var second = slots.ReserveAsync(Context, default).AsTask();
        Assert.False(second.IsCompleted);
        slots.Release(null, first);
        await second;
    }

    [Fact]
    public async Task Resources_MachineIsFull_OnlyTheMinimumIsHandedOut()
    {
        var machine = new Machine { Now = (0.9, 0.1) };
        var slots = new ResourceSlotSource(SlotType.Workflow, new(MinimumSlots: 2, MaximumSlots: 4), new(0.8, 0.9), machine, TimeProvider.System);
        await slots.ReserveAsync(Context, default);
        await slots.ReserveAsync(Context, default);
        Assert.Null(slots.TryReserve(Context));

        machine.Now = (0.5, 0.95);
        Assert.Null(slots.TryReserve(Context));
        machine.Now = (0.5, 0.5);
        Assert.NotNull(slots.TryReserve(Context));
        Assert.NotNull(slots.TryReserve(Context));
        Assert.Null(slots.TryReserve(Context));
    }

    [Fact]
    public void Resources_BeyondTheMinimum_SlotsComeNoFasterThanTheThrottle()
    {
        var clock = new HandSetClock();
        var slots = new ResourceSlotSource(SlotType.Activity, new(), new(0.8, 0.9), new Machine(), clock);
        Assert.NotNull(slots.TryReserve(Context));
        Assert.Null(slots.TryReserve(Context));
        clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.NotNull(slots.TryReserve(Context));
    }

    [Fact]
    public void Machine_ThisOne_UsesAShareOfIt()
    {
        var (memory, cpu) = MachineResources.Shared.Usage;
        Assert.InRange(memory, double.Epsilon, 1);
        Assert.InRange(cpu, 0, 1);
    }

    [Fact]
    public async Task Custom_SupplierThrows_IsAskedAgainAfterASecond()
    {
        var clock = new HandSetClock();
        var supplier = new Counting { Faults = 1 };
        var slots = new CustomSlotSource(supplier, NullLogger.Instance, clock);
        var reserved = slots.ReserveAsync(Context, default).AsTask();
        Assert.False(reserved.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Context, (await reserved).UserData);
        slots.MarkUsed(null!, null!);
    }

    [Fact]
    public async Task Worker_CustomSuppliers_EveryTaskRunsInASlotThatComesBack()
    {
        var (workflows, activities, local) = (new Counting(), new Counting(), new Counting());
        await using (var harness = await WorkerHarness.StartAsync(options => options.Tuner = new WorkerTuner(workflows, activities, local)))
        {
            var greeting = await harness.Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("you"), WorkerHarness.NewWorkflow());
            var withLocal = await harness.Client.StartWorkflowAsync((LocalWorkflow wf) => wf.RunAsync("x"), WorkerHarness.NewWorkflow());
            await greeting.GetResultAsync();
            await withLocal.GetResultAsync();
        }

        Assert.Contains(new SlotInfo.ActivitySlotInfo("Greet"), activities.Used);
        Assert.Equal(new SlotInfo.LocalActivitySlotInfo("Greet"), local.Used.First());
        Assert.Contains(workflows.Used.OfType<SlotInfo.WorkflowSlotInfo>(), info => info is { WorkflowType: "GreetingWorkflow", IsSticky: true });
        Assert.All((Counting[])[workflows, activities, local], supplier => Assert.Equal(0, supplier.Outstanding));
    }

    private sealed class Machine : MachineResources
    {
        public (double Memory, double Cpu) Now { get; set; } = (0.1, 0.1);

        public override (double Memory, double Cpu) Usage => Now;
    }

    /// <summary>Hands out slots without limit, and keeps the books.</summary>
    private sealed class Counting : CustomSlotSupplier
    {
        private int outstanding;

        public int Faults { get; set; }

        public int Outstanding => outstanding;

        public ConcurrentQueue<SlotInfo> Used { get; } = new();

        public override Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Faults-- > 0 ? throw new InvalidOperationException("no slots today") : Task.FromResult(TryReserveSlot(ctx)!);
        }

        public override SlotPermit? TryReserveSlot(SlotReserveContext ctx)
        {
            Interlocked.Increment(ref outstanding);
            return new(ctx);
        }

        public override void MarkSlotUsed(SlotMarkUsedContext ctx)
        {
            Assert.NotNull(ctx.Permit.UserData);
            Used.Enqueue(ctx.SlotInfo);
        }

        public override void ReleaseSlot(SlotReleaseContext ctx) => Interlocked.Decrement(ref outstanding);
    }
}
