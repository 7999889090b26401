using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Statistics;

/// <summary>What a unit's figures add up to.</summary>
/// <param name="Unit">Code of the area or organisation; empty for the city.</param>
public sealed record FigureSum(string Unit, long Part, long Whole)
{
    /// <summary>Adds up the figures of one measure that count, each month for itself: one entry
    /// feeds the city, the territory and the line. The city takes its own figure, else the sum of
    /// its districts, else of its organisations, so that nothing is counted twice. A line takes
    /// its own figure, else the sum of the districts it leads in, and the whole city's where
    /// nobody entered districts. Where nothing happened nothing is said.</summary>
    /// <param name="leadOf">Who leads in an area, or (null) in the whole city; null where nobody
    /// does.</param>
    public static IReadOnlyList<FigureSum> Of(
        UnitKind kind, IEnumerable<StatisticFigure> counted, Func<string?, string?> leadOf) =>
    [
        .. counted.GroupBy(one => one.Month)
            .SelectMany(month => OfMonth(kind, month.ToLookup(one => one.UnitKind), leadOf))
            .GroupBy(one => one.Unit)
            .Select(group => new FigureSum(
                group.Key, group.Sum(one => one.Part), group.Sum(one => one.Whole)))
            .Where(one => one.Whole > 0)
            .OrderBy(one => one.Unit, StringComparer.Ordinal),
    ];

    private static IEnumerable<FigureSum> OfMonth(
        UnitKind kind, ILookup<UnitKind, StatisticFigure> month, Func<string?, string?> leadOf) =>
        kind switch
        {
            UnitKind.City => First(
                    month[UnitKind.City], month[UnitKind.Territory], month[UnitKind.Line])
                .Select(one => new FigureSum("", one.Part, one.Whole)),
            UnitKind.Territory => month[UnitKind.Territory].Select(Own),
            UnitKind.Line => OfLines(month, leadOf),
        };

    private static IEnumerable<FigureSum> OfLines(
        ILookup<UnitKind, StatisticFigure> month, Func<string?, string?> leadOf)
    {
        var own = month[UnitKind.Line].Select(one => one.UnitCode).ToHashSet();
        var led = First(month[UnitKind.Territory], month[UnitKind.City])
            .Select(one => (
                Lead: leadOf(one.UnitKind == UnitKind.City ? null : one.UnitCode), Figure: one))
            .Where(one => one.Lead is not null && !own.Contains(one.Lead))
            .Select(one => new FigureSum(one.Lead!, one.Figure.Part, one.Figure.Whole));
        return month[UnitKind.Line].Select(Own).Concat(led);
    }

    private static FigureSum Own(StatisticFigure one) => new(one.UnitCode, one.Part, one.Whole);

    private static IEnumerable<StatisticFigure> First(
        params IEnumerable<StatisticFigure>[] breakdowns) =>
        breakdowns.FirstOrDefault(one => one.Any()) ?? [];
}
