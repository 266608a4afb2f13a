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
    CampaignBudgets budgets,
    PlanPublisher publisher,
    UserEmbedder embedder,
    IDeliveryStarter deliveries,
    StepReporter reporter,
    TimeProvider time)
{
    private const int UsersPerPartition = 5000;

    // No table can be read in more shares
    private const int MostPartitions = 4096;
    private const int BatchRows = 500;
    private const int StartsAtOnce = 32;

    /// <summary>Into how many shares the users are split.</summary>
    [Activity]
    public async Task<int> CountPartitionsAsync()
    {
        var users = await tables.CountAsync(NotifyTables.Users, ActivityExecutionContext.Current.CancellationToken);
        return (int)Math.Min(MostPartitions, (users + UsersPerPartition - 1) / UsersPerPartition);
    }

    /// <summary>Plans one share of the users under its share of the budgets, and publishes the plans.</summary>
    [Activity]
    public async Task<PlanReport> PlanPartitionAsync(PlanPartitionRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var step = $"plan {request.Partition}";
        var hours = PlanHours.DayFrom(request.From);
        var remaining = await budgets.CountRemainingAsync(hours, _ => reporter.Report(step, 0, 0), cancellationToken);
        var requests = new List<PlanRequest>();
        var seen = 0;
        await foreach (var users in ScanAsync(request, cancellationToken))
        {
            var batch = await customers.ReadAsync(users, cancellationToken);
            requests.AddRange(await inputs.GatherAsync(batch, hours, cancellationToken));
            seen += users.Length;
            reporter.Report(step, seen, 0);
        }

        var share = BudgetAllocator.Share(remaining, request.Partition, request.Partitions);
        var report = await publisher.PublishAsync(hours.Date, requests, share, () => reporter.Report(step, seen, 0), cancellationToken);
        return report with { Users = seen, WithoutEmbedding = seen - requests.Count };
    }

    /// <summary>Starts the delivery of every plan of one share that has something to deliver.</summary>
    [Activity]
    public async Task StartPartitionAsync(PlanPartitionRequest request)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var date = PlanHours.DayFrom(request.From).Date;
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

    /// <summary>
    /// Plans what is left of one customer's day again, from what is known of them now. Of a campaign with a budget they
    /// may get no more than their plan holds already: counting everyone's again for each purchase would be too dear.
    /// </summary>
    [Activity]
    public async Task PlanUserAsync(PlanReference plan)
    {
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        var before = await tables.GetAsync(NotifyTables.UserSchedule, plan.UserId, Keys.Of(plan.Date), cancellationToken);
        var customer = await customers.FindAsync(plan.UserId, cancellationToken);
        var now = time.GetUtcNow();
        if (before is null || customer is null || now >= before.PlannedUntil)
        {
            return;
        }

        await embedder.EmbedAsync([plan.UserId], force: false, cancellationToken);
        customer = await customers.FindAsync(plan.UserId, cancellationToken) ?? customer;
        var requests = await inputs.GatherAsync([customer], new PlanHours(plan.Date, now, before.PlannedUntil), cancellationToken);
        var held = requests.SelectMany(request => request.Candidates)
            .Where(candidate => candidate.Campaign.Budget is not null)
            .Select(candidate => candidate.Campaign.CampaignId)
            .ToDictionary(id => id, id => before.Slots.Count(slot => slot.At >= now && slot.CampaignId == id), StringComparer.Ordinal);
        await publisher.PublishAsync(plan.Date, requests, held, () => { }, cancellationToken);
    }

    private IAsyncEnumerable<User[]> ScanAsync(PlanPartitionRequest request, CancellationToken cancellationToken) =>
        tables.ScanAsync(NotifyTables.Users, request.Partition, request.Partitions, cancellationToken).Chunk(BatchRows);

    private async Task StartAsync(PlanReference plan, CancellationToken cancellationToken)
    {
        var schedule = await tables.GetAsync(NotifyTables.UserSchedule, plan.UserId, Keys.Of(plan.Date), cancellationToken);
        if (schedule is { Slots.Count: > 0 } or { Status: PlanPublisher.Emptied })
        {
            await deliveries.StartAsync(plan, schedule.Slots, cancellationToken);
        }
    }
}
