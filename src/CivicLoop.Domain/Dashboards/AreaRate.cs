namespace CivicLoop.Domain.Dashboards;

/// <summary>What a rate is taken by, so that a large area is not bad only for being large.
/// </summary>
public enum RateBase
{
    /// <summary>每万人: for 10,000 residents.</summary>
    Residents,

    /// <summary>每点位: for each site of the register in use.</summary>
    Sites,
}

/// <summary>Cases of an area and what they are taken by.</summary>
/// <param name="Size">Residents or sites; null where it is not known.</param>
public sealed record AreaCount(string Area, long Cases, long? Size);

/// <summary>The rate of an area (万人立案数 of GB/T 30428.4 where it is taken by residents).
/// </summary>
/// <param name="Rate">Cases for each unit, as counted; null where the size is not known.</param>
/// <param name="Low">Lower end of the 95 % interval of the rate.</param>
/// <param name="High">Upper end.</param>
/// <param name="Drawn">The rate drawn towards that of all areas together, the more the fewer cases
/// it rests on; what a map is coloured by.</param>
/// <param name="IsApart">The interval lies wholly above or below the rate of all areas.</param>
public sealed record AreaRate(
    string Area, long Cases, long? Size, double? Rate, double? Low, double? High, double? Drawn,
    bool IsApart);

/// <summary>Rates of areas beside each other.</summary>
/// <param name="Whole">Of all areas whose size is known; null where none is.</param>
public sealed record AreaRates(double? Whole, IReadOnlyList<AreaRate> Areas)
{
    /// <summary>万人.</summary>
    public const int ResidentsUnit = 10_000;

    // Two-sided 95 % of the normal distribution.
    private const double Z = 1.959964;

    /// <summary>By how much a base is counted.</summary>
    public static int UnitOf(RateBase by) => by switch
    {
        RateBase.Residents => ResidentsUnit,
        RateBase.Sites => 1,
    };

    /// <summary>Highest drawn rate first; what has none follows by its code.</summary>
    public static AreaRates Of(IEnumerable<AreaCount> counts, RateBase by)
    {
        var all = counts.ToList();
        var known = all.Where(one => one.Size > 0).ToList();
        double cases = known.Sum(one => one.Cases);
        double size = known.Sum(one => one.Size!.Value);
        var whole = size == 0 ? (double?)null : cases / size;
        var between = whole is { } mean ? Between(known, mean, size) : 0;
        return new AreaRates(
            whole * UnitOf(by),
            [
                .. all.Select(one => RateOf(one, whole, between, UnitOf(by)))
                    .OrderByDescending(one => one.Drawn ?? double.NegativeInfinity)
                    .ThenBy(one => one.Area, StringComparer.Ordinal),
            ]);
    }

    // Variance between the areas beyond what counting alone brings; empirical Bayes by moments
    // (Marshall, Journal of the Royal Statistical Society C 40(2), 1991).
    private static double Between(List<AreaCount> known, double mean, double size)
    {
        var squares = known.Sum(one =>
        {
            var apart = (one.Cases / (double)one.Size!.Value) - mean;
            return one.Size!.Value * apart * apart;
        });
        return Math.Max(0, (squares / size) - (mean / (size / known.Count)));
    }

    private static AreaRate RateOf(AreaCount one, double? whole, double between, int unit)
    {
        if (one.Size is not > 0 || whole is not { } mean)
        {
            return new AreaRate(one.Area, one.Cases, one.Size, null, null, null, null, false);
        }

        double size = one.Size.Value;
        var rate = one.Cases / size;
        var own = mean == 0 ? 0 : between / (between + (mean / size));
        var (low, high) = Interval(one.Cases);
        return new AreaRate(
            one.Area, one.Cases, one.Size, rate * unit, low / size * unit, high / size * unit,
            (mean + (own * (rate - mean))) * unit, low / size > mean || high / size < mean);
    }

    /// <summary>95 % interval of a count by Byar's approximation (Breslow and Day, Statistical
    /// Methods in Cancer Research II, 1987, 2.3), honest at 0.</summary>
    public static (double Low, double High) Interval(long count)
    {
        var next = count + 1.0;
        var low = count == 0
            ? 0
            : count * Math.Pow(1 - (1 / (9.0 * count)) - (Z / (3 * Math.Sqrt(count))), 3);
        var high = next * Math.Pow(1 - (1 / (9 * next)) + (Z / (3 * Math.Sqrt(next))), 3);
        return (Math.Max(0, low), high);
    }
}
