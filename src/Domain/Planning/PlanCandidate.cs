using Notify.Domain.Campaigns;

namespace Notify.Domain.Planning;

/// <summary>A campaign that may enter one customer's plan, and what it promises there.</summary>
/// <param name="Campaign">The campaign as it stands now.</param>
/// <param name="ClickRate">Expected share of such notifications that this customer clicks, at an average hour: 0 to 1.</param>
/// <param name="ClickValue">What a click is worth, in the shop's currency; not negative.</param>
public sealed record PlanCandidate(Campaign Campaign, double ClickRate, double ClickValue);
