using CivicLoop.Domain.Markets;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Markets.Contracts;

/// <summary>Plays a month of a demonstration city's markets: most are visited, one now and then is
/// not, and its month is missing.</summary>
internal sealed class PlayMarkets(
    CityDatabase database, SiteLists sites, PlayInspection play, ReadMarkets markets)
{
    private const double VisitedShare = 0.85;

    /// <summary>Visits the markets in the month it is by the clock at hand; answers how many.
    /// </summary>
    public async Task<Outcome<int>> RunAsync(long seed, CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        var models = await KeepMarketModel.AllAsync(context, stop);
        if (models.Count == 0)
        {
            return 0;
        }

        var month = markets.ThisMonth;
        var drawn = SeededDraws.Number($"{seed} {month}");
        var visited = 0;
        foreach (var site in await sites.AllAsync(
            new SiteFilter(models[0].Model.SiteKind), stop))
        {
            if (!new SeededDraws(drawn, SeededDraws.Number(site.Code)).Chance(VisitedShare))
            {
                continue;
            }

            if ((await play.SiteAsync(site.Code, drawn, stop)).Problem is { } problem)
            {
                return problem;
            }

            visited++;
        }

        return visited;
    }
}
