namespace Notify.Domain.Planning;

/// <summary>The plans of many customers whose campaigns together stay within their budgets.</summary>
/// <param name="Requests">In the order given; budgets are those each plan was made and must be checked with.</param>
/// <param name="Schedules">In the same order.</param>
/// <param name="Used">How many sends of each campaign with a budget are planned.</param>
public sealed record BudgetPlan(
    IReadOnlyList<PlanRequest> Requests,
    IReadOnlyList<UserSchedule> Schedules,
    IReadOnlyDictionary<string, int> Used);
