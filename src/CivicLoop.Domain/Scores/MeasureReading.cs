namespace CivicLoop.Domain.Scores;

/// <summary>Sites of one kind in one area that a plan drew from, and what its visits said. Sums are
/// whole numbers, so that adding one visit gives what adding all would.</summary>
/// <param name="Sites">Sites in the frame.</param>
/// <param name="Drawn">Of these, drawn.</param>
/// <param name="Visits">Visits handed in that have a score.</param>
/// <param name="SumMilli">Sum of their scores, 0 to 1000 each.</param>
/// <param name="SquaresMilli">Sum of the squares of these.</param>
/// <param name="IsWhole">False where several draws reached the same sites, so that the finite
/// population correction would promise too much.</param>
public sealed record StratumSum(
    string District, string Kind, int Sites, int Drawn, long Visits, long SumMilli,
    long SquaresMilli, bool IsWhole = true);

/// <summary>What a source says of one measure and one unit: a count of what was good of what there
/// was, or a sample.</summary>
/// <param name="Leaf">Code of the node.</param>
/// <param name="Part">What was good, where everything was counted.</param>
/// <param name="Whole">Of how many; 0 says nothing, which is not 100 %.</param>
/// <param name="Strata">The sample; empty where everything was counted.</param>
public sealed record MeasureReading(
    string Leaf, long Part, long Whole, IReadOnlyList<StratumSum> Strata)
{
    public static MeasureReading Counted(
        string leaf, long part, long whole, int needMilli = Shares.WholeMilli) =>
        new(leaf, part, whole, []) { NeedMilli = needMilli };

    public static MeasureReading Sampled(
        string leaf, IReadOnlyList<StratumSum> strata, int needMilli = Shares.WholeMilli) =>
        new(leaf, 0, 0, strata) { NeedMilli = needMilli };

    /// <summary>Thousandths of what was counted that have to be good for the whole of the points;
    /// more is worth no more.</summary>
    public int NeedMilli { get; init; } = Shares.WholeMilli;

    /// <summary>Not null where part and whole are points: what is left of how many.</summary>
    public Deducted? Deducted { get; init; }

    public bool IsSample => Strata.Count > 0;

    /// <summary>Observations behind it.</summary>
    public long Count => IsSample ? Strata.Sum(one => one.Visits) : Deducted?.Cases ?? Whole;

    /// <summary>Of the observations, the good ones, where each is one or the other.</summary>
    public long Good => Deducted is null ? Part : 0;

    /// <summary>Share in millionths, rounded down; null where nothing was seen. Of a count it is
    /// what was good ÷ what there was. Of a sample it is the mean of the strata weighted by the
    /// sites they stand for: Σ Nₕȳₕ ÷ Σ Nₕ (Cochran, Sampling Techniques, 3rd ed. 1977, 5.1) over
    /// the strata somebody has been to. Both ÷ what is needed, at most the whole.</summary>
    public int? ShareMicro
    {
        get
        {
            if (!IsSample)
            {
                return Whole == 0 ? null : (int)Int128.Min(
                    Shares.WholeMicro,
                    (Int128)Part * Shares.WholeMicro * Shares.WholeMilli
                        / ((Int128)Whole * NeedMilli));
            }

            Int128 reached = 0;
            long sites = 0;
            foreach (var one in Strata.Where(one => one.Visits > 0))
            {
                reached += (Int128)one.Sites * one.SumMilli * Shares.MicroOfMilli / one.Visits;
                sites += one.Sites;
            }

            return sites == 0 ? null : (int)Int128.Min(
                Shares.WholeMicro, reached * Shares.WholeMilli / ((Int128)sites * NeedMilli));
        }
    }

    /// <summary>Thousandths of its sites that stand in a stratum somebody has been to; a count is
    /// whole or nothing.</summary>
    public int SeenMilli
    {
        get
        {
            if (!IsSample)
            {
                return Whole == 0 ? 0 : Shares.WholeMilli;
            }

            long sites = Strata.Sum(one => one.Sites);
            return sites == 0 ? 0
                : (int)(Strata.Where(one => one.Visits > 0).Sum(one => (long)one.Sites)
                    * Shares.WholeMilli / sites);
        }
    }
}

/// <summary>Shares as whole numbers.</summary>
public static class Shares
{
    public const int WholeMilli = 1000;
    public const int WholeMicro = 1_000_000;
    public const int MicroOfMilli = WholeMicro / WholeMilli;

    /// <summary>A full score: 100 points in thousandths.</summary>
    public const int FullMilli = 100_000;
}
