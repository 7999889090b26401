using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;

namespace CivicLoop.Modules.Scores;

/// <summary>案件办理 and 复发: indicators of GB/T 30428.4 as shares of what went well; open overdue
/// cases stand in what was due.</summary>
internal sealed class CaseMeasure(string name, Evaluate evaluate) : IMeasureSource
{
    /// <summary>How cases are handled.</summary>
    public const string Handling = "case";

    /// <summary>Whether what was closed came back.</summary>
    public const string Recurrence = "recurrence";

    public string Name => name;

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        var known = Indicator.Known.ToDictionary(one => one.Name);
        var leaves = ask.Leaves.Where(leaf => known.ContainsKey(leaf.Argument)).ToList();
        if (leaves.Count == 0)
        {
            return [];
        }

        var tallies = await TalliesAsync(evaluate, ask, CaseScope.All, stop);
        var units = ask.Kind == UnitKind.City
            ? [Evaluate.Sum(tallies)]
            : tallies.Where(one => one.Key.Length > 0);
        return
        [
            .. units.SelectMany(tally => leaves.Select(leaf =>
                new UnitReading(tally.Key, Good(leaf.Code, known[leaf.Argument], tally)))),
        ];
    }

    /// <summary>Counts of the areas or lines: handling, recurrence and rules of deduction count
    /// together, and the city is its districts.</summary>
    public static Task<IReadOnlyList<Tally>> TalliesAsync(
        Evaluate evaluate, MeasureAsk ask, CaseScope scope, CancellationToken stop)
    {
        var grouping = GroupingOf(ask.Kind);
        return ask.Once.OfAsync(
            $"{Handling}.{grouping}.{scope}",
            () => evaluate.RunAsync(grouping, new Period(ask.From, ask.To), stop, scope));
    }

    /// <summary>How an indicator of cases groups by units.</summary>
    public static Grouping GroupingOf(UnitKind kind) =>
        kind == UnitKind.Line ? Grouping.Department : Grouping.District;

    /// <summary>What went well of what there was: a share that should be small is turned round.
    /// </summary>
    public static MeasureReading Good(string leaf, Indicator indicator, Tally tally)
    {
        var (part, whole) = (tally[indicator.Part], Math.Max(0, indicator.WholeOf(tally)));
        var isBad = indicator.IsComplement || !indicator.MoreIsBetter;
        return MeasureReading.Counted(
            leaf, Math.Clamp(isBad ? whole - part : part, 0, whole), whole);
    }
}
