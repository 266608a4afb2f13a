using NodaTime;
using Notify.Domain.Campaigns;
using Notify.Domain.Planning;
using Notify.Domain.Time;

namespace Notify.Domain.Ranking;

/// <summary>The local moments of a window, the same time on the same date once, with their weight for one customer.</summary>
internal sealed class RankingMoments
{
    private readonly List<(LocalMoment Local, double Weight, bool Quiet)> moments;

    private RankingMoments(List<(LocalMoment Local, double Weight, bool Quiet)> moments) => this.moments = moments;

    public static RankingMoments Of(RankingRequest request, PlanningPolicy policy, DateTimeZone zone)
    {
        var grid = SlotGrid.Of(request.Window.From, request.Window.Until, policy.SlotMinutes, zone);
        var weights = HourWeights.Of(request.HourlyActivity, request.Preferences, policy);
        var quiet = QuietHours.Of(request.Preferences?.QuietStart, request.Preferences?.QuietEnd, policy.QuietHours);

        // A window shorter than a slot may hold none; its beginning stands for it.
        var locals = grid.Count > 0 ? Enumerable.Range(0, grid.Count).Select(grid.Local) : [LocalMoment.Of(request.Window.From, zone)];
        return new RankingMoments([.. locals.Select(local => (local, weights.At(local.Time), quiet.Covers(local.Time)))]);
    }

    /// <returns>The best moment the campaign may be sent at, outside quiet hours if there is one; null when there is none.</returns>
    public (double Weight, int Hour)? Best(Campaign campaign)
    {
        var window = new DailyWindow(campaign.WindowStart, campaign.WindowEnd);
        (double Weight, int Hour, bool Quiet)? best = null;
        foreach (var (local, weight, quiet) in moments)
        {
            if (local.Date < campaign.StartDate || local.Date > campaign.EndDate || !window.Covers(local.Time))
            {
                continue;
            }

            if (best is not { } known || (known.Quiet && !quiet) || (known.Quiet == quiet && weight > known.Weight))
            {
                best = (weight, local.Time.Hour, quiet);
            }
        }

        return best is { } found ? (found.Weight, found.Hour) : null;
    }
}
