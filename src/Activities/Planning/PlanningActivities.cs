using Notify.Activities.Delivering;
using Notify.Activities.Embedding;
using Notify.Activities.Progress;
using Notify.Activities.Recommending;
using Notify.Domain.Customers;
using Notify.Domain.Planning;
using Notify.Storage.Tables;
using Temporalio.Activities;

namespace Notify.Activities.Planning;

/// <summary>Planning by shares of the users. Each step may be repeated: it writes the same plans and starts nothing twice.</summary>
public sealed class PlanningActivities(
    ITables tables,
    CustomerReader customers,
    PlanInputs inputs,
    PlanPublisher publisher,
    UserEmbedder embedder,
    IDeliveryStarter deliveries,
    StepReporter reporter,
    TimeProvider time)
{
    private const int UsersPerPartition = 5000;
    private const int BatchRows = 500;
    private const int StartsAtOnce = 32;

    /// <summary>Into how many shares the users are split.</summary>
    [Activity]
    public async Task<int> CountPartitionsAsync()
    {
        var users = await tables.CountAsync(NotifyTables.Users, ActivityExecutionContext.Current.CancellationToken);
        return (int)((users + UsersPerPartition - 1) / UsersPerPartition);
    }

    /// <summary>Plans one share of the users under its share of the budgets, and publishes the plans.</summary>
    [Activity]
    public async Task<PlanReport> PlanPartitionAsync(PlanPartitionRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var budgets = BudgetAllocator.Share(
            await inputs.RemainingBudgetsAsync(cancellationToken), request.Partition, request.Partitions);
        var requests = new List<PlanRequest>();
        var seen = 0;
        await foreach (var users in ScanAsync(request, cancellationToken))
        {
            var batch = await customers.ReadAsync(users, cancellationToken);
            requests.AddRange(await inputs.GatherAsync(batch, request.From, cancellationToken));
            seen += users.Length;
            reporter.Report($"plan {request.Partition}", seen, 0);
        }

        var report = await publisher.PublishAsync(DateOf(request), requests, budgets, cancellationToken);
        return report with { Users = seen, WithoutEmbedding = seen - requests.Count };
    }

    /// <summary>Starts the delivery of every plan of one share that has something to deliver.</summary>
    [Activity]
    public async Task StartPartitionAsync(PlanPartitionRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var date = DateOf(request);
        var seen = 0;
        await foreach (var users in ScanAsync(request, cancellationToken))
        {
            await Parallel.ForEachAsync(
                users,
                new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce, CancellationToken = cancellationToken },
                async (user, token) => await StartAsync(new PlanReference(user.UserId, date), token));
            seen += users.Length;
            reporter.Report($"start {request.Partition}", seen, 0);
        }
    }

    /// <summary>Plans what is left of one customer's day again, from what is known of them now.</summary>
    [Activity]
    public async Task PlanUserAsync(PlanReference plan)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var before = await tables.GetAsync(NotifyTables.UserSchedule, plan.UserId, Keys.Of(plan.Date), cancellationToken);
        await embedder.EmbedAsync([plan.UserId], force: false, cancellationToken);
        var customer = await customers.FindAsync(plan.UserId, cancellationToken);
        var now = time.GetUtcNow();
        if (before is null || customer is null || now >= before.PlannedUntil)
        {
            return;
        }

        var requests = await inputs.GatherAsync([customer], now, cancellationToken);
        var rest = requests.Select(request => request with { PlannedUntil = before.PlannedUntil }).ToList();
        await publisher.PublishAsync(plan.Date, rest, await inputs.RemainingBudgetsAsync(cancellationToken), cancellationToken);
    }

    private IAsyncEnumerable<User[]> ScanAsync(PlanPartitionRequest request, CancellationToken cancellationToken) =>
        tables.ScanAsync(NotifyTables.Users, request.Partition, request.Partitions, cancellationToken).Chunk(BatchRows);

    private static DateOnly DateOf(PlanPartitionRequest request) => DateOnly.FromDateTime(request.From.UtcDateTime);

    private async Task StartAsync(PlanReference plan, CancellationToken cancellationToken)
    {
        var schedule = await tables.GetAsync(NotifyTables.UserSchedule, plan.UserId, Keys.Of(plan.Date), cancellationToken);
        if (schedule is { Slots.Count: > 0 })
        {
            await deliveries.StartAsync(plan, cancellationToken);
        }
    }
}
