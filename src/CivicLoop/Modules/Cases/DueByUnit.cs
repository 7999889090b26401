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
    // What is late grows with the clock; half a minute more changes nothing a leader would do.
    private readonly KeptAnswers<string, UnitLoads> kept =
        new(time, TimeSpan.FromSeconds(30), database);

    /// <summary>Units shown; the most pressed first.</summary>
    public const int ShownMax = 30;

    /// <summary>True for who can press units on, or leads a body that has others below it.
    /// </summary>
    public bool IsFor(Caller caller) =>
        caller.MaySomewhere(Permission.CaseSee)
        && (caller.MaySomewhere(Permission.CaseUrge)
            || (caller.OrganizationPath is { } path
                && city.Current.OrganizationsWithin(path).Count > 1));

    public Task<UnitLoads> OfAsync(Caller caller, CancellationToken stop) => kept.OfAsync(
        CaseFilter.ScopeKey(caller, Permission.CaseSee),
        () => CountAsync(caller, CancellationToken.None), stop);

    private async Task<UnitLoads> CountAsync(Caller caller, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var (soon, midnight) = (now + DueFilters.Soon, DueFilters.EndOfDay(now, city.Current));
        await using var context = database.OpenContext();
        // Counted in one pass without a condition on the state, so that a database reads the index
        // of units alone; asked for the states, it would open every open case for its unit.
        var loads = await CaseFilter.Visible(
                context.Set<Case>().Where(row => row.IsOpen && row.UnitOrg != null), caller,
                Permission.CaseSee, city.Current)
            .GroupBy(row => row.UnitOrg!)
            .Select(group => new
            {
                Unit = group.Key,
                Late = group.Count(row =>
                    DueFilters.WithUnit.Contains(row.State) && row.NextDueAt < now),
                Soon = group.Count(row => DueFilters.WithUnit.Contains(row.State)
                    && row.NextDueAt >= now && row.NextDueAt < soon),
                Today = group.Count(row => DueFilters.WithUnit.Contains(row.State)
                    && row.NextDueAt >= soon && row.NextDueAt < midnight),
                Waiting = group.Count(row => DueFilters.WithOthers.Contains(row.State)),
            })
            .ToListAsync(stop);
        List<UnitLoad> units =
        [
            .. loads
                .Where(row => row.Late + row.Soon + row.Today + row.Waiting > 0)
                .Select(row =>
                    new UnitLoad(row.Unit, row.Late, row.Soon, row.Today, row.Waiting))
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
