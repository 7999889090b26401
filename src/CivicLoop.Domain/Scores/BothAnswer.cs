namespace CivicLoop.Domain.Scores;

/// <summary>What a part of the city's lost points counts to: 条块同责. Rows of a measure sum to what
/// the city lost in it.</summary>
/// <param name="District">Empty where the line's part is of no single area.</param>
/// <param name="Line">Empty where nobody leads, or the territory's part is of no single line.
/// </param>
/// <param name="LineMilli">Thousandths of a point that count to the line.</param>
/// <param name="TerritoryMilli">Those that count to the territory.</param>
public sealed record LostShare(
    string Node, string District, string Line, int LineMilli, int TerritoryMilli)
{
    public int LostMilli => LineMilli + TerritoryMilli;
}

/// <summary>Divides what the city lost between lines and territories by the card's published share.
/// </summary>
public static class BothAnswer
{
    /// <summary>The rows of one measure of the city's score.</summary>
    /// <param name="lostMilli">What the city lost in it.</param>
    /// <param name="lineShareMilli">Thousandths that count to the line.</param>
    /// <param name="city">The city's reading.</param>
    /// <param name="territories">Readings of the areas, by code.</param>
    /// <param name="lines">Readings of the lines, by code.</param>
    /// <param name="leadOf">Who leads the measure's criterion in an area.</param>
    public static IReadOnlyList<LostShare> Of(
        string node, int lostMilli, int lineShareMilli, MeasureReading city,
        IReadOnlyDictionary<string, MeasureReading> territories,
        IReadOnlyDictionary<string, MeasureReading> lines, Func<string, string?> leadOf) =>
        city.IsSample
            ? Sampled(node, lostMilli, lineShareMilli, city.Strata, leadOf)
            : Counted(node, lostMilli, lineShareMilli, territories, lines);

    // Each stratum lost what its sites lost; where it lies both its line and its territory answer,
    // with one row for all strata of a district.
    private static List<LostShare> Sampled(
        string node, int lostMilli, int lineShareMilli, IReadOnlyList<StratumSum> strata,
        Func<string, string?> leadOf)
    {
        var seen = strata.Where(one => one.Visits > 0).ToList();
        var parts = LargestRemainder.Split(lostMilli, [.. seen.Select(Lost)]);
        return
        [
            .. seen.Select((one, n) => (one.District, Lost: parts[n]))
                .GroupBy(one => one.District)
                .Select(group => (District: group.Key, Lost: group.Sum(one => one.Lost)))
                .Where(one => one.Lost > 0)
                .Select(one =>
                {
                    var both = LargestRemainder.Split(one.Lost, Shared(lineShareMilli));
                    return new LostShare(
                        node, one.District, leadOf(one.District) ?? "", (int)both[0],
                        (int)both[1]);
                }),
        ];
    }

    private static List<LostShare> Counted(
        string node, int lostMilli, int lineShareMilli,
        IReadOnlyDictionary<string, MeasureReading> territories,
        IReadOnlyDictionary<string, MeasureReading> lines)
    {
        var both = LargestRemainder.Split(lostMilli, Shared(lineShareMilli));
        var rows = Spread(both[0], lines)
            .Select(one => new LostShare(node, "", one.Unit, (int)one.Part, 0))
            .Concat(Spread(both[1], territories)
                .Select(one => new LostShare(node, one.Unit, "", 0, (int)one.Part)));
        // What nobody is known for on either side is one row.
        return
        [
            .. rows.GroupBy(one => (one.District, one.Line)).Select(group => new LostShare(
                node, group.Key.District, group.Key.Line, group.Sum(one => one.LineMilli),
                group.Sum(one => one.TerritoryMilli))),
        ];
    }

    // Who had what was not good; where no unit is known nobody has it, and the row says so.
    private static IEnumerable<(string Unit, long Part)> Spread(
        long part, IReadOnlyDictionary<string, MeasureReading> units)
    {
        var known = units.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        var parts = LargestRemainder.Split(
            part, [.. known.Select(one => one.Value.Whole - one.Value.Part)]);
        return parts.Sum() < part
            ? [("", part)]
            : known.Select((one, n) => (one.Key, parts[n])).Where(one => one.Item2 > 0);
    }

    private static long[] Shared(int lineShareMilli) =>
        [lineShareMilli, Shares.WholeMilli - lineShareMilli];

    private static long Lost(StratumSum one) => (long)((Int128)one.Sites
        * ((one.Visits * Shares.WholeMilli) - one.SumMilli) * Shares.MicroOfMilli / one.Visits);
}
