namespace CivicLoop.Domain.Scores;

/// <summary>How far a stratum's mean may lie from the truth.</summary>
/// <param name="OfMean">Variance of its mean, of a share.</param>
/// <param name="Source">Whose spread it was taken from; what shares one is not independent.</param>
/// <param name="Freedom">Degrees of freedom of that spread.</param>
public sealed record StratumVariance(double OfMean, string Source, double Freedom);

/// <summary>Variances of the strata of one city and period.</summary>
public sealed class SampleVariance
{
    /// <summary>A stratum with fewer visits borrows the spread of its kind: two or three sites that
    /// happen to be alike say nothing of the others.</summary>
    public const int LeastOwn = 5;

    // Two-sided 95 % of the normal distribution, squared.
    private const double Z2 = 1.959964 * 1.959964;

    private readonly Dictionary<string, (double Spread, double Freedom)> ofKinds;

    /// <param name="all">Every stratum of the city, each once.</param>
    public SampleVariance(IEnumerable<StratumSum> all)
    {
        var seen = all.Where(one => one.Visits > 0).ToList();
        ofKinds = seen.GroupBy(one => one.Kind).ToDictionary(
            kind => kind.Key, kind => Pooled(kind.ToList()) ?? Widest(kind.ToList()));
    }

    /// <summary>v(ȳₕ) = (1 − nₕ ÷ Nₕ) sₕ² ÷ nₕ (Cochran, Sampling Techniques, 3rd ed. 1977, 5.5);
    /// the correction is left out where several draws reached the stratum.</summary>
    public StratumVariance Of(StratumSum stratum)
    {
        var isOwn = stratum.Visits >= LeastOwn && Square(stratum) > 0;
        var (spread, freedom) = isOwn
            ? (Square(stratum) / (stratum.Visits - 1), stratum.Visits - 1)
            : ofKinds[stratum.Kind];
        var rest = stratum.IsWhole && stratum.Sites > 0
            ? Math.Max(0, 1 - (stratum.Visits / (double)stratum.Sites))
            : 1;
        return new StratumVariance(
            rest * spread / stratum.Visits,
            isOwn ? $"{stratum.Kind} {stratum.District}" : stratum.Kind, freedom);
    }

    // What is the same within each district tells the spread within one.
    private static (double Spread, double Freedom)? Pooled(List<StratumSum> strata)
    {
        var freedom = strata.Sum(one => one.Visits - 1.0);
        var squares = strata.Sum(Square);
        return freedom > 0 && squares > 0 ? (squares / freedom, freedom) : null;
    }

    // All alike, or one visit only: a share has at most the spread p (1 − p), and p is drawn
    // towards one half as Agresti and Coull do (The American Statistician 52, 1998), so that three
    // good sites of twenty are not certainty.
    private static (double Spread, double Freedom) Widest(List<StratumSum> strata)
    {
        double visits = strata.Sum(one => one.Visits);
        var share = strata.Sum(one => one.SumMilli) / (visits * Shares.WholeMilli);
        var drawn = ((share * visits) + (Z2 / 2)) / (visits + Z2);
        return (drawn * (1 - drawn), Math.Max(1, visits - 1));
    }

    // Σ (y − ȳ)², of shares.
    private static double Square(StratumSum one)
    {
        var whole = (Int128)one.SquaresMilli * one.Visits
            - ((Int128)one.SumMilli * one.SumMilli);
        return (double)whole / one.Visits / Shares.WholeMilli / Shares.WholeMilli;
    }
}
