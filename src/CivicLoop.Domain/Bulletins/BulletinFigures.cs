using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Bulletins;

/// <summary>Turns what an evaluation counted into the lines of a bulletin.</summary>
public static class BulletinFigures
{
    private static readonly Measure[] Counts =
    [
        Measure.Reported, Measure.Accepted, Measure.CloseDue, Measure.Closed, Measure.OpenOverdue,
        Measure.Reworked, Measure.Recurred,
    ];

    private static readonly Indicator[] Shares =
    [
        Indicator.ClosedOnTimeRate,
        Indicator.All.First(one => one.Name == "rectified-on-time-rate"),
        Indicator.All.First(one => one.Name == "satisfied-rate"),
    ];

    /// <summary>The one line of the city, compared with the period before.</summary>
    public static BulletinRow City(BulletinPeriod period, Tally now, Tally before) => new(
        "", period.FirstDay, period.LastDay,
        [
            .. Counts.Select(one => Count(one, now) with { BeforePart = before[one] }),
            .. Shares.Select(one => Share(one, now) with
            {
                BeforePart = before[one.Part], BeforeWhole = one.WholeOf(before),
            }),
        ]);

    /// <summary>Areas or departments in the evaluation's own order: too few are not ranked, what
    /// cannot be told apart shares a rank. Of whom nothing was due there is nothing to tell.
    /// </summary>
    public static IReadOnlyList<BulletinRow> Ranked(
        BulletinPeriod period, IEnumerable<Tally> tallies) =>
    [
        .. Ranking.Of(tallies.Where(one =>
            one.Key.Length > 0 && one[Measure.CloseDue] > 0)).Select(placed => new BulletinRow(
            placed.Tally.Key, period.FirstDay, period.LastDay,
            [
                Share(Indicator.ClosedOnTimeRate, placed.Tally),
                Count(Measure.CloseDue, placed.Tally),
                Count(Measure.ClosedOnTime, placed.Tally),
                Count(Measure.OpenOverdue, placed.Tally),
            ])
        {
            Rank = placed.Rank,
        }),
    ];

    /// <summary>The city in one part of a trend.</summary>
    public static BulletinRow Slice(BulletinPeriod period, Tally tally) => new(
        "", period.FirstDay, period.LastDay,
        [
            Count(Measure.Reported, tally),
            Count(Measure.Closed, tally),
            Share(Indicator.ClosedOnTimeRate, tally),
        ]);

    /// <summary>Units with most past the limit, the most first.</summary>
    public static IReadOnlyList<BulletinRow> Overdue(
        BulletinPeriod period, IEnumerable<Tally> units, int unitsMax) =>
    [
        .. units.Where(one => one.Key.Length > 0 && one[Measure.OpenOverdue] > 0)
            .OrderByDescending(one => one[Measure.OpenOverdue])
            .ThenBy(one => one.Key, StringComparer.Ordinal).Take(unitsMax)
            .Select(one => new BulletinRow(
                one.Key, period.FirstDay, period.LastDay,
                [Count(Measure.OpenOverdue, one)])),
    ];

    /// <summary>The measure whose cases a figure's link lists; of a share, those counted.</summary>
    public static Measure MeasureOf(BulletinFigure figure) =>
        Enum.TryParse<Measure>(figure.Name, out var measure) ? measure
        : Indicator.All.First(one => one.Name == figure.Name).Part;

    private static BulletinFigure Count(Measure measure, Tally tally) =>
        new($"{measure}", tally[measure]);

    private static BulletinFigure Share(Indicator indicator, Tally tally) =>
        new(indicator.Name, tally[indicator.Part], indicator.WholeOf(tally));
}
