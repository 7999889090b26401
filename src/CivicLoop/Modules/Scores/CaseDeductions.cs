using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;

namespace CivicLoop.Modules.Scores;

/// <summary>扣分: measures that lose points by rates that fall short and by single cases, as a rule
/// of the card says.</summary>
internal sealed class CaseDeductions(Evaluate evaluate) : IMeasureSource
{
    public string Name => DeductionRule.Source;

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        var readings = new List<UnitReading>();
        foreach (var leaf in ask.Leaves)
        {
            if (leaf.Rule is not { } rule)
            {
                continue;
            }

            var tallies = (await CaseMeasure.TalliesAsync(evaluate, ask, rule.Scope, stop))
                .Where(one => one.Key.Length > 0);
            var months = ask.Period.Months.Count;
            readings.AddRange(ask.Kind == UnitKind.City
                ? [new UnitReading("", rule.Read(leaf.Code, tallies, months))]
                : tallies.Select(one =>
                    new UnitReading(one.Key, rule.Read(leaf.Code, [one], months))));
        }

        return readings;
    }
}
