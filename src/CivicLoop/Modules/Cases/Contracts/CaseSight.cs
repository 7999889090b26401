using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Open cases in one area that somebody sees.</summary>
/// <param name="Area">Code of a district; null where the place is not known.</param>
internal sealed record SightOfArea(string? Area, int Open);

/// <summary>A case as a preview names it: nothing of what was said about it.</summary>
internal sealed record SeenCase(
    string Number, string ClassCode, CaseState State, string? District, string? Unit);

/// <summary>Which cases somebody sees, for whoever gives out rights: numbers, never words.
/// </summary>
internal sealed class CaseSight(CityDatabase database, CityHolder city)
{
    public const int ShownMax = 50;

    /// <summary>Open cases by district, for each with at least one.</summary>
    public async Task<IReadOnlyList<SightOfArea>> ByAreaAsync(
        Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var counted = await CaseFilter.Visible(
                context.Set<Case>().Where(row => row.IsOpen), caller, Permission.CaseSee,
                city.Current)
            .GroupBy(row => row.DistrictCode)
            .Select(group => new { Area = group.Key, Open = group.Count() })
            .ToListAsync(stop);
        return [.. counted.Select(one => new SightOfArea(one.Area, one.Open))
            .OrderBy(one => one.Area, StringComparer.Ordinal)];
    }

    /// <summary>The open cases somebody sees in a district, the first of them.</summary>
    public async Task<IReadOnlyList<SeenCase>> InAreaAsync(
        Caller caller, string? area, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await CaseFilter.Visible(
                context.Set<Case>().Where(row => row.IsOpen && row.DistrictCode == area), caller,
                Permission.CaseSee, city.Current)
            .OrderBy(row => row.ReportedAt).ThenBy(row => row.Id)
            .Take(ShownMax)
            .Select(row => new SeenCase(
                row.Number, row.ClassCode, row.State, row.DistrictCode, row.UnitOrg))
            .ToListAsync(stop);
    }
}
