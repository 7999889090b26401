namespace CivicLoop.Domain.Scores;

/// <summary>What the visits of one plan in one month said of one kind in one area. Only sites that
/// were drawn count: who chooses where to go chooses the score. A repeated visit proves the
/// inspectors and counts once.</summary>
/// <param name="Month">As periods write it.</param>
public sealed record ScoreCell(
    string Month, Guid PlanId, string DistrictCode, string SiteKindCode, long Visits,
    long SumMilli, long SquaresMilli)
{
    /// <summary>The cell with one score more, or, where it was struck out, one less.</summary>
    public ScoreCell With(int scoreMilli, int times = 1) => this with
    {
        Visits = Visits + times, SumMilli = SumMilli + (times * (long)scoreMilli),
        SquaresMilli = SquaresMilli + (times * (long)scoreMilli * scoreMilli),
    };

    /// <summary>The strata of a period: the cells of its months over the frame they were drawn
    /// from. A stratum nobody has been to stands with no visits.</summary>
    public static IReadOnlyList<StratumSum> Strata(
        IEnumerable<FrameCount> frames, IEnumerable<ScoreCell> cells)
    {
        var seen = cells.ToLookup(one => (one.DistrictCode, one.SiteKindCode));
        return
        [
            .. frames.GroupBy(one => (one.District, one.Kind))
                .OrderBy(group => group.Key.District, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
                .Select(group => new StratumSum(
                    group.Key.District, group.Key.Kind, group.Max(one => one.Sites),
                    group.Sum(one => one.Drawn), seen[group.Key].Sum(one => one.Visits),
                    seen[group.Key].Sum(one => one.SumMilli),
                    seen[group.Key].Sum(one => one.SquaresMilli), group.Count() == 1)),
        ];
    }
}

/// <summary>Sites of a kind in an area that a plan could draw, and how many it drew.</summary>
public sealed record FrameCount(Guid PlanId, string District, string Kind, int Sites, int Drawn);
