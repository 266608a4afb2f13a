namespace Notify.Activities.Planning;

/// <summary>One share of the users to plan for.</summary>
/// <param name="From">UTC, whole minute: the planned 24 hours begin here.</param>
/// <param name="Partition">Which share, from 0.</param>
/// <param name="Partitions">How many shares there are.</param>
public sealed record PlanPartitionRequest(DateTimeOffset From, int Partition, int Partitions);

/// <summary>What planning a share of the users came to.</summary>
/// <param name="Users">Users looked at.</param>
/// <param name="Planned">Users with at least one slot.</param>
/// <param name="Slots">Slots published.</param>
/// <param name="Refused">Plans that the checker refused; they were not published.</param>
/// <param name="WithoutZone">Users who get nothing because their time zone is not known.</param>
/// <param name="WithoutEmbedding">Users for whom there is no embedding yet.</param>
public sealed record PlanReport(int Users, int Planned, int Slots, int Refused, int WithoutZone, int WithoutEmbedding)
{
    /// <summary>Of no users.</summary>
    public static PlanReport None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Of both.</summary>
    public static PlanReport operator +(PlanReport a, PlanReport b) => new(
        a.Users + b.Users,
        a.Planned + b.Planned,
        a.Slots + b.Slots,
        a.Refused + b.Refused,
        a.WithoutZone + b.WithoutZone,
        a.WithoutEmbedding + b.WithoutEmbedding);

    /// <summary>Of both.</summary>
    public static PlanReport Add(PlanReport a, PlanReport b) => a + b;
}
