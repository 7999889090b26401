using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>What a unit has before it, in numbers that add up to what it must do today.</summary>
/// <param name="Unit">Code of the responsible unit.</param>
/// <param name="Late">Past the limit.</param>
/// <param name="Soon">Due within four hours.</param>
/// <param name="Today">Due later today, by the city's own day.</param>
/// <param name="Waiting">With the checkers, the approvers, or set aside.</param>
internal sealed record UnitLoad(string Unit, int Late, int Soon, int Today, int Waiting);

/// <summary>The loads of the most pressed units, and of all of them together.</summary>
internal sealed record UnitLoads(UnitLoad All, int Units, IReadOnlyList<UnitLoad> Shown);

/// <summary>Counts per unit what is late and what is about to be, for who answers for several
/// units.</summary>
internal sealed class DueByUnit(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Units shown; the most pressed first.</summary>
    public const int ShownMax = 30;

    /// <summary>True for who can press units on, or leads a body that has others below it.
    /// </summary>
    public bool IsFor(Caller caller) =>
        caller.MaySomewhere(Permission.CaseSee)
        && (caller.MaySomewhere(Permission.CaseUrge)
            || (caller.OrganizationPath is { } path
                && city.Current.OrganizationsWithin(path).Count > 1));

    public async Task<UnitLoads> OfAsync(Caller caller, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var (soon, midnight) = (now + DueFilters.Soon, DueFilters.EndOfDay(now, city.Current));
        var until = soon > midnight ? soon : midnight;
        await using var context = database.OpenContext();
        var seen = CaseFilter.Visible(
            context.Set<Case>().Where(row => row.IsOpen && row.UnitOrg != null), caller,
            Permission.CaseSee, city.Current);
        var pressing = await seen
            .Where(row => DueFilters.WithUnit.Contains(row.State) && row.NextDueAt < until)
            .GroupBy(row => row.UnitOrg!)
            .Select(group => new
            {
                Unit = group.Key,
                Late = group.Count(row => row.NextDueAt < now),
                Soon = group.Count(row => row.NextDueAt >= now && row.NextDueAt < soon),
                Today = group.Count(row => row.NextDueAt >= soon),
            })
            .ToDictionaryAsync(row => row.Unit, stop);
        var waiting = await seen.Where(row => DueFilters.WithOthers.Contains(row.State))
            .GroupBy(row => row.UnitOrg!)
            .Select(group => new { Unit = group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Unit, row => row.Count, stop);
        List<UnitLoad> units =
        [
            .. pressing.Keys.Union(waiting.Keys)
                .Select(unit => pressing.TryGetValue(unit, out var row)
                    ? new UnitLoad(
                        unit, row.Late, row.Soon, row.Today, waiting.GetValueOrDefault(unit))
                    : new UnitLoad(unit, 0, 0, 0, waiting.GetValueOrDefault(unit)))
                .OrderByDescending(row => row.Late).ThenByDescending(row => row.Soon)
                .ThenByDescending(row => row.Today).ThenByDescending(row => row.Waiting)
                .ThenBy(row => row.Unit, StringComparer.Ordinal),
        ];
        return new UnitLoads(
            new UnitLoad(
                "", units.Sum(one => one.Late), units.Sum(one => one.Soon),
                units.Sum(one => one.Today), units.Sum(one => one.Waiting)),
            units.Count, [.. units.Take(ShownMax)]);
    }
}
