using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Scores;

/// <summary>What a rule counts of a unit in a period, counted again.</summary>
/// <param name="Units">The unit, or the districts of the city; none where there were no cases.
/// </param>
internal sealed record UnitAccount(DeductionRule Rule, int Months, IReadOnlyList<Tally> Units)
{
    /// <summary>Thousandths of a point there are to lose.</summary>
    public long FullMilli => Rule.FullMilli(Months);

    /// <summary>Thousandths of a point that are left.</summary>
    public long LeftMilli(Tally unit) => Rule.LeftMilli(unit, Months);

    public IReadOnlyList<GroundTaken> Taken(Tally unit) => Rule.Taken(unit, Months);
}

/// <summary>Counts for a unit what its score's rules count.</summary>
internal sealed class ReadAccounts(Evaluate evaluate, CityHolder city)
{
    /// <param name="asOf">What came later does not count, as when it was published.</param>
    public async Task<UnitAccount> OfAsync(
        DeductionRule rule, UnitKind kind, string unit, ScorePeriod period, DateTimeOffset asOf,
        CancellationToken stop)
    {
        var end = city.Current.BeginOf(period.LastDay.AddDays(1));
        var tallies = await evaluate.RunAsync(
            CaseMeasure.GroupingOf(kind),
            new Period(city.Current.BeginOf(period.FirstDay), asOf < end ? asOf : end), stop,
            rule.Scope, kind == UnitKind.City ? null : unit);
        return new UnitAccount(
            rule, period.Months.Count,
            [
                .. tallies.Where(one => one.Key.Length > 0)
                    .OrderBy(one => one.Key, StringComparer.Ordinal),
            ]);
    }
}
