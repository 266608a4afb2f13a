using Notify.Domain.Campaigns;

namespace Notify.Domain.Ranking;

/// <summary>A campaign as vector search found it for a customer.</summary>
/// <param name="Campaign">The campaign as it stands now.</param>
/// <param name="Similarity">Cosine of user and campaign embedding: −1 to 1.</param>
public sealed record CampaignMatch(Campaign Campaign, double Similarity);
