using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Standards.Contracts;

namespace CivicLoop.Modules.Scores.Contracts;

/// <summary>Publishes the scores of a demonstration city by the rules of any: of the month before
/// and of the running one, so that there is something to compare.</summary>
internal sealed class PlayScores(
    PublishScores publish, ScorecardLists cards, ScoreLists lists, EditionLists editions)
{
    private const string Actor = "simulation:publisher";

    /// <summary>Publishes what was not published yet; nothing where the city has no card.</summary>
    /// <returns>How many periods were published.</returns>
    public async Task<Outcome<int>> RunAsync(CancellationToken stop = default)
    {
        var published = 0;
        var month = ScorePeriod.MonthAt(editions.Today);
        foreach (var card in await cards.AllAsync(stop))
        {
            foreach (var period in new[] { month.Before, month })
            {
                if ((await cards.HoldingAsync(card.Code, period, stop)).Problem is not null
                    || (await lists.FindAsync(card.Code, $"{period}", null, stop)).Problem
                        is null)
                {
                    continue;
                }

                if ((await publish.StoreAsync(card.Code, period, null, Actor, stop)).Problem
                    is { } refused)
                {
                    return refused;
                }

                published++;
            }
        }

        return published;
    }
}
