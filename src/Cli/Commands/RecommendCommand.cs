using System.CommandLine;
using System.Globalization;
using Notify.Api.Recommendations;
using Notify.Cli.Host;
using Notify.Cli.Output;
using Notify.Cli.Places;
using Spectre.Console;

namespace Notify.Cli.Commands;

/// <summary><c>notify recommend USER</c>.</summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var user = new Argument<string>("USER") { Description = "User id." };
        var count = new Option<int>("--count")
        {
            Description = "How many, 1 to 20.",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
            Validators = { CommonOptions.Between(1, 20) },
        };
        var (home, json, zone) = (CommonOptions.Home(), CommonOptions.Json(), CommonOptions.TimeZone(null));
        var command = new Command("recommend", "Show the best campaigns for a user, now.") { user, count, home, zone, json };
        var places = PlaceOptions.AddTo(command);
        command.Runs(json, async (parsed, terminal, cancellationToken) =>
        {
            var settings = places.Complete(new HostSettings { Home = parsed.GetValue(home)!, NeedsState = true, TimeZone = parsed.GetValue(zone) }, parsed);
            await using var session = await HostSession.OpenAsync(settings, cancellationToken).ConfigureAwait(false);
            var body = ApiReply.Body(new RecommendationRequest(parsed.GetValue(user), parsed.GetValue(count)));
            using var reply = await session.Api.PostAsync(new Uri("v1/recommendations", UriKind.Relative), body, cancellationToken).ConfigureAwait(false);
            var found = await ApiReply.ReadAsync<RecommendationReply>(reply, cancellationToken).ConfigureAwait(false);
            terminal.Write(found, () => TableOf(found));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Table TableOf(RecommendationReply found)
    {
        var table = Tables.New("#", "campaign", "name", "similarity", "click rate", "priority", "best hour");
        foreach (var campaign in found.Recommendations)
        {
            table.AddRow(
                new Text(campaign.Rank.ToString(CultureInfo.InvariantCulture)),
                new Text(campaign.CampaignId),
                new Text(campaign.CampaignName),
                new Text(campaign.SimilarityScore.ToString("0.000", CultureInfo.InvariantCulture)),
                new Text(campaign.EstimatedCtr.ToString("P1", CultureInfo.InvariantCulture)),
                new Text(campaign.Priority.ToString(CultureInfo.InvariantCulture)),
                new Text(campaign.BestLocalHour is { } hour ? $"{hour:00}:00" : "–"));
        }

        return table;
    }
}
