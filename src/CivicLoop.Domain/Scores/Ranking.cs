namespace CivicLoop.Domain.Scores;

/// <summary>A place in a ranking.</summary>
/// <param name="Rank">Null where too little was due to be ranked at all.</param>
/// <param name="Share">按期结案率, 0 to 1; null where nothing was due.</param>
/// <param name="Low">Lower end of the 95 % interval; what the order goes by.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
public sealed record Placed(Tally Tally, int? Rank, double? Share, double? Low, double? High);

/// <summary>Ranks by on-time closing so that luck cannot win: few cases are not ranked, and the
/// order goes by what the share is at least, not by what it happened to be.</summary>
public static class Ranking
{
    /// <summary>With fewer cases due the 95 % interval is wider than the differences ranked.
    /// </summary>
    public const int LeastDue = 20;

    private const double Z = Confidence.Z;

    /// <summary>Best first; equal bounds share a rank; the unranked follow by key.</summary>
    public static IReadOnlyList<Placed> Of(IEnumerable<Tally> tallies)
    {
        var measured = tallies.Select(Measured).ToList();
        var ranked = measured.Where(one => one.Tally[Measure.CloseDue] >= LeastDue)
            .OrderByDescending(one => one.Low).ThenBy(one => one.Tally.Key, StringComparer.Ordinal)
            .ToList();
        var placed = new List<Placed>(measured.Count);
        for (var i = 0; i < ranked.Count; i++)
        {
            var tied = i > 0 && ranked[i].Low!.Value.Equals(ranked[i - 1].Low!.Value);
            placed.Add(ranked[i] with { Rank = tied ? placed[i - 1].Rank : i + 1 });
        }

        placed.AddRange(measured.Where(one => one.Tally[Measure.CloseDue] < LeastDue)
            .OrderBy(one => one.Tally.Key, StringComparer.Ordinal));
        return placed;
    }

    /// <summary>Wilson's 95 % interval of a share: honest at 0 and 1 and for small numbers, where
    /// the usual one has no width.</summary>
    public static (double Low, double High) Interval(long part, long whole)
    {
        var share = part / (double)whole;
        var centre = share + (Z * Z / (2 * whole));
        var width = Z * Math.Sqrt(
            (share * (1 - share) / whole) + (Z * Z / (4.0 * whole * whole)));
        var scale = 1 + (Z * Z / whole);
        return ((centre - width) / scale, (centre + width) / scale);
    }

    private static Placed Measured(Tally tally)
    {
        var due = tally[Measure.CloseDue];
        if (due == 0)
        {
            return new Placed(tally, null, null, null, null);
        }

        var (low, high) = Interval(tally[Measure.ClosedOnTime], due);
        return new Placed(tally, null, Indicator.ClosedOnTimeRate.Of(tally), low, high);
    }
}
