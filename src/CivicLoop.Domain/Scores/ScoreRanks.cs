namespace CivicLoop.Domain.Scores;

/// <summary>A unit's place: from the best to the worst rank the intervals leave open.</summary>
/// <param name="Best">Null where too little was measured to be ranked.</param>
public sealed record ScorePlace(UnitScore Score, int? Best, int? Worst)
{
    public bool IsTied => Best != Worst;
}

/// <summary>Ranks that do not say more than is known: whose 95 % intervals overlap are tied. A
/// unit's best rank is one more than the number of units that are surely better, its worst rank
/// leaves out those that are surely worse (Goldstein and Spiegelhalter, Journal of the Royal
/// Statistical Society A 159, 1996).</summary>
public static class ScoreRanks
{
    /// <summary>Best first; those that share a place by their codes; the unranked last.</summary>
    /// <param name="measuredMinMilli">Thousandths of the points that must be measured.</param>
    public static IReadOnlyList<ScorePlace> Of(
        IEnumerable<UnitScore> scores, int measuredMinMilli)
    {
        var all = scores.ToList();
        var ranked = all.Where(one => IsRanked(one, measuredMinMilli)).ToList();
        return
        [
            .. ranked.Select(one => new ScorePlace(
                    one,
                    1 + ranked.Count(other => other.LowMilli > one.HighMilli),
                    ranked.Count - ranked.Count(other => other.HighMilli < one.LowMilli)))
                .OrderBy(one => one.Best).ThenBy(one => one.Worst)
                .ThenBy(one => one.Score.Unit, StringComparer.Ordinal),
            .. all.Where(one => !IsRanked(one, measuredMinMilli))
                .OrderBy(one => one.Unit, StringComparer.Ordinal)
                .Select(one => new ScorePlace(one, null, null)),
        ];
    }

    private static bool IsRanked(UnitScore one, int measuredMinMilli) =>
        one.ScoreMilli is not null
        && one.MeasuredMilli >= (long)measuredMinMilli * Shares.FullMilli / Shares.WholeMilli;
}
