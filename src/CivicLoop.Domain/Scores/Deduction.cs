namespace CivicLoop.Domain.Scores;

/// <summary>One ground on which points are taken off: a rate that falls short of a threshold, or
/// each case of a kind.</summary>
/// <param name="Rate">Name of an <see cref="Indicator"/>; null where cases are counted.</param>
/// <param name="Cases">What is counted; null where a rate falls short.</param>
/// <param name="FullAtMilli">Thousandths of the rate from which nothing is taken off; of a rate
/// that should be small, up to which. Null where cases are counted.</param>
/// <param name="Milli">Thousandths of a point for each percentage point, or for each case.</param>
public sealed record Deduction(string? Rate, Measure? Cases, int? FullAtMilli, int Milli)
{
    // Points as fine as one millionth of a rate takes them off.
    internal const long FineOfMilli = Shares.WholeMicro / 100;

    private Indicator? Of => Rate is null ? null : Indicator.Find(Rate);

    /// <summary>Cases it looks at; 0 where there was nothing to do.</summary>
    internal long SeenIn(Tally tally) => Of is { } rate ? Math.Max(0, rate.WholeOf(tally))
        : Math.Max(tally[Measure.RectifyDue], tally[Measure.Dispatched]);

    /// <summary>Of these, what the rate counts; or the cases that take points off.</summary>
    internal long PartIn(Tally tally) =>
        Of is { } rate ? PartOf(rate, tally) : tally[Cases!.Value];

    /// <summary>What it takes off the points of so many months, in ten-millionths of a point: parts
    /// of a percentage point count in proportion, and a rate of nothing takes nothing off.
    /// </summary>
    internal long TakenFrom(Tally tally, int months)
    {
        if (Of is not { } rate)
        {
            return tally[Cases!.Value] * Milli * FineOfMilli;
        }

        var whole = SeenIn(tally);
        return whole == 0 ? 0 : months * (long)At(
            rate, (long)((Int128)PartOf(rate, tally) * Shares.WholeMicro / whole));
    }

    /// <summary>Variance of what it takes off, in the square of <see cref="TakenFrom"/>: Wilson's
    /// interval of the rate seen through the threshold; cases come by chance, so that their number
    /// is its own variance (Poisson).</summary>
    internal double VarianceIn(Tally tally, int months)
    {
        if (Of is not { } rate)
        {
            return tally[Cases!.Value] * Math.Pow((double)Milli * FineOfMilli, 2);
        }

        var whole = SeenIn(tally);
        if (whole == 0)
        {
            return 0;
        }

        var (low, high) = Ranking.Interval(PartOf(rate, tally), whole);
        var width = (At(rate, low * Shares.WholeMicro) - At(rate, high * Shares.WholeMicro)) / 2;
        return Math.Pow(months * width / Confidence.Z, 2);
    }

    private static long PartOf(Indicator rate, Tally tally)
    {
        var whole = Math.Max(0, rate.WholeOf(tally));
        var part = Math.Clamp(tally[rate.Part], 0, whole);
        return rate.IsComplement ? whole - part : part;
    }

    private double At(Indicator rate, double micro)
    {
        var missing = (FullAtMilli!.Value * Shares.MicroOfMilli) - micro;
        return Math.Max(0, rate.MoreIsBetter ? missing : -missing) * Milli;
    }
}

/// <summary>扣分规则: a measure that begins with its full points and loses some for each ground, as
/// many cities write their rules of assessment; never less than nothing.</summary>
/// <param name="Scope">Which cases it looks at.</param>
/// <param name="BaseMilli">Its full points of a month, in thousandths, as its document gives them:
/// what is taken off is taken off these, whatever its weight in the card. A quarter has three times
/// as many, so that a case costs the same share of a year in whichever month it came.</param>
public sealed record DeductionRule(
    CaseScope Scope, int BaseMilli, IReadOnlyList<Deduction> Deductions)
{
    /// <summary>How nodes name who measures it.</summary>
    public const string Source = "deduction";

    /// <summary>From how many reworks on a case was reworked often.</summary>
    public const int ReworksOften = 3;

    /// <summary>What may be counted against a unit, case by case.</summary>
    public static IReadOnlyList<Measure> Faults { get; } =
    [
        Measure.ReworkedFew, Measure.ReworkedOften, Measure.Faked, Measure.ReturnedWrong,
        Measure.DispatchedWrong, Measure.OpenOverdue, Measure.Extended, Measure.Suspended,
        Measure.Recurred,
    ];

    /// <summary>Full points of so many months, in thousandths.</summary>
    public long FullMilli(int months) => (long)BaseMilli * months;

    /// <summary>What each ground took off a unit, in thousandths that sum to the whole; together
    /// they may be more than there was to take.</summary>
    /// <param name="months">Of the period.</param>
    public IReadOnlyList<GroundTaken> Taken(Tally unit, int months = 1)
    {
        var fine = Deductions.Select(one => one.TakenFrom(unit, months)).ToList();
        var milli = (fine.Sum() + (Deduction.FineOfMilli / 2)) / Deduction.FineOfMilli;
        var parts = LargestRemainder.Split(milli, fine);
        return
        [
            .. Deductions.Select((one, n) => new GroundTaken(
                one, one.PartIn(unit), one.SeenIn(unit), parts[n])),
        ];
    }

    /// <summary>What is left of a unit's points, in thousandths; never less than nothing.</summary>
    public long LeftMilli(Tally unit, int months) =>
        Math.Max(0, FullMilli(months) - Taken(unit, months).Sum(one => one.TakenMilli));

    /// <summary>What is left of the points, for one unit or, on average, for several: points are
    /// taken off each, so a city has the mean of its districts. Nothing to do is no figure.
    /// </summary>
    /// <param name="months">Of the period.</param>
    public MeasureReading Read(string leaf, IEnumerable<Tally> units, int months = 1)
    {
        var full = FullMilli(months) * Deduction.FineOfMilli;
        long left = 0;
        long whole = 0;
        long seen = 0;
        double variance = 0;
        foreach (var unit in units)
        {
            var cases = Deductions.Max(one => one.SeenIn(unit));
            if (cases > 0)
            {
                whole += full;
                seen += cases;
                left += Math.Max(0, full - Deductions.Sum(one => one.TakenFrom(unit, months)));
                variance += Deductions.Sum(one => one.VarianceIn(unit, months));
            }
        }

        return new MeasureReading(leaf, left, whole, [])
        {
            Deducted = whole == 0 ? null
                : new Deducted(seen, variance / ((double)whole * whole)),
        };
    }
}

/// <summary>What one ground took off one unit.</summary>
/// <param name="Part">Of a rate, what is divided; else the cases.</param>
/// <param name="Whole">Of a rate, by what; else the cases that were looked at.</param>
public sealed record GroundTaken(Deduction Ground, long Part, long Whole, long TakenMilli);

/// <summary>What stands behind a figure that is points left, not good ones counted.</summary>
/// <param name="Cases">Cases that were looked at.</param>
/// <param name="Variance">Of the share.</param>
public sealed record Deducted(long Cases, double Variance);
