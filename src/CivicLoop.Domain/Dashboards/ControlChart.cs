namespace CivicLoop.Domain.Dashboards;

/// <summary>Why a point is more than noise: the tests of the Western Electric Statistical Quality
/// Control Handbook (1956) that need no zones on both sides.</summary>
public enum ControlSignal
{
    /// <summary>Beyond three standard deviations.</summary>
    Beyond,

    /// <summary>Two of three in a row beyond two standard deviations on the same side.</summary>
    TwoOfThree,

    /// <summary>Four of five in a row beyond one standard deviation on the same side.</summary>
    FourOfFive,

    /// <summary>Eight in a row on the same side of the middle.</summary>
    EightInRow,
}

/// <summary>What was counted in one week.</summary>
/// <param name="Part">On time, for example; for a chart of counts the count.</param>
/// <param name="Whole">Of how many; for a chart of counts the days, sites or residents it is
/// about.</param>
public readonly record struct ControlCount(long Part, long Whole);

/// <summary>A point of a control chart.</summary>
/// <param name="Value">Share or rate; null where there was nothing to measure.</param>
/// <param name="Low">Lower limit of noise; null where no limits can be given.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Signals">Why it is more than noise; none where it is not.</param>
/// <param name="IsAbove">On which side of the middle it lies.</param>
public sealed record ControlPoint(
    double? Value, double? Low, double? High, IReadOnlyList<ControlSignal> Signals, bool IsAbove)
{
    public bool IsMoreThanNoise => Signals.Count > 0;
}

/// <summary>控制图: marks which weeks differ by more than luck would make them. Limits follow from
/// how many cases a week had, so a week of few cases has wide ones.</summary>
/// <param name="Middle">Of all cases of the chart; null where there are none.</param>
/// <param name="Spread">How much wider than counting alone explains the weeks scatter; 1 where they
/// do not (σz of Laney, Quality Engineering 14(4), 2002).</param>
public sealed record ControlChart(
    double? Middle, double Spread, bool HasLimits, IReadOnlyList<ControlPoint> Points)
{
    /// <summary>With fewer weeks a middle says little, and no limits are drawn.</summary>
    public const int LeastPoints = 4;

    /// <summary>With fewer cases in all the limits would span nearly everything.</summary>
    public const int LeastWhole = 20;

    // So many differences tell how the weeks scatter; of fewer the factor is itself noise.
    private const int LeastDifferences = 7;

    // The mean difference of two normal values in standard deviations (d2 of n = 2).
    private const double MeanDifference = 1.128;

    /// <summary>p chart: shares of what was counted, 0 to 1.</summary>
    public static ControlChart OfShares(IReadOnlyList<ControlCount> counts)
    {
        var middle = MiddleOf(counts);
        return Of(
            counts, middle, n => Math.Sqrt(middle * (1 - middle) / n), 1,
            counts.Sum(one => one.Whole));
    }

    /// <summary>u chart: how many in each unit of what they are about, such as cases a day.
    /// </summary>
    public static ControlChart OfRates(IReadOnlyList<ControlCount> counts)
    {
        var middle = MiddleOf(counts);
        return Of(
            counts, middle, n => Math.Sqrt(middle / n), double.PositiveInfinity,
            counts.Sum(one => one.Part));
    }

    private static double MiddleOf(IReadOnlyList<ControlCount> counts)
    {
        var whole = counts.Sum(one => one.Whole);
        return whole == 0 ? 0 : counts.Sum(one => one.Part) / (double)whole;
    }

    private static ControlChart Of(
        IReadOnlyList<ControlCount> counts, double middle, Func<long, double> deviation,
        double most, long observed)
    {
        if (counts.All(one => one.Whole == 0))
        {
            return new ControlChart(null, 1, HasLimits: false, [.. counts.Select(Unmeasured)]);
        }

        var measured = counts.Count(one => one.Whole > 0);
        var hasLimits = measured >= LeastPoints && observed >= LeastWhole
            && deviation(1) > 0;
        if (!hasLimits)
        {
            return new ControlChart(
                middle, 1, HasLimits: false,
                [.. counts.Select(one => one.Whole == 0 ? Unmeasured(one)
                    : new ControlPoint(ValueOf(one), null, null, [], ValueOf(one) > middle))]);
        }

        var scores = counts.Select(one => one.Whole == 0
            ? (double?)null
            : (ValueOf(one) - middle) / deviation(one.Whole)).ToList();
        var spread = SpreadOf([.. scores.OfType<double>()]);
        var standing = scores.ConvertAll(score => score / spread);
        return new ControlChart(
            middle, spread, HasLimits: true,
            [
                .. counts.Select((one, n) => one.Whole == 0 ? Unmeasured(one) : new ControlPoint(
                    ValueOf(one),
                    Math.Max(0, middle - (3 * spread * deviation(one.Whole))),
                    Math.Min(most, middle + (3 * spread * deviation(one.Whole))),
                    SignalsAt(standing, n), ValueOf(one) > middle)),
            ]);
    }

    private static double ValueOf(ControlCount one) => one.Part / (double)one.Whole;

    private static ControlPoint Unmeasured(ControlCount one) => new(null, null, null, [], false);

    // With thousands of cases a week even an even hand scatters more than counting explains; limits
    // from the count alone would then call every week a signal.
    private static double SpreadOf(List<double> scores)
    {
        var differences = scores.Zip(scores.Skip(1), (one, next) => Math.Abs(next - one)).ToList();
        return differences.Count < LeastDifferences
            ? 1
            : Math.Max(1, differences.Average() / MeanDifference);
    }

    /// <summary>The tests at one point, looking back; a week without cases breaks a row.</summary>
    private static List<ControlSignal> SignalsAt(List<double?> standing, int at)
    {
        if (standing[at] is not { } here || here == 0)
        {
            return [];
        }

        var side = Math.Sign(here);
        int Row(int length, double least)
        {
            var from = at - length + 1;
            if (from < 0)
            {
                return 0;
            }

            var row = standing.Skip(from).Take(length).ToList();
            return row.TrueForAll(one => one is not null)
                ? row.Count(one => side * one!.Value > least)
                : 0;
        }

        var signals = new List<ControlSignal>();
        var beyond = Math.Abs(here);
        if (beyond > 3)
        {
            signals.Add(ControlSignal.Beyond);
        }

        // The point itself has to be one of those that are far out, or it would be blamed for them.
        if (beyond > 2 && Row(3, 2) >= 2)
        {
            signals.Add(ControlSignal.TwoOfThree);
        }

        if (beyond > 1 && Row(5, 1) >= 4)
        {
            signals.Add(ControlSignal.FourOfFive);
        }

        if (Row(8, 0) == 8)
        {
            signals.Add(ControlSignal.EightInRow);
        }

        return signals;
    }
}
