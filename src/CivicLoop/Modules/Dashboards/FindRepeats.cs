using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Finds places where the same comes back; the city's once for everybody.</summary>
internal sealed class FindRepeats(CityDatabase database, CityHolder city, TimeProvider time)
{
    // More are a policy, not a list.
    private const int PlacesMax = 5_000;

    // A month of a large city takes a moment to go through, and changes little in an hour.
    private readonly KeptAnswers<string, IReadOnlyList<RepeatPlace>> kept =
        new(time, TimeSpan.FromMinutes(10));

    /// <summary>Places of a scope, those with most cases first.</summary>
    public async Task<IReadOnlyList<RepeatPlace>> OfAsync(
        DashboardScope scope, CancellationToken stop)
    {
        var all = await kept.OfAsync("", FindAsync, stop);
        var kind = scope.Area is { } code ? city.Current.AreaKindOf(code) : null;
        return
        [
            .. all.Where(one => (scope.Line is null || one.Line == scope.Line)
                && (scope.Area is null || scope.Area == kind switch
                {
                    AreaKind.Subdistrict => one.Subdistrict,
                    AreaKind.Community => one.Community,
                    AreaKind.DevelopmentZone => one.Beside,
                    _ => one.District,
                })),
        ];
    }

    /// <summary>Since when reports count.</summary>
    public DateTimeOffset Since => time.GetUtcNow().AddDays(-RepeatPlaces.Days);

    private async Task<IReadOnlyList<RepeatPlace>> FindAsync()
    {
        var since = Since;
        await using var context = database.OpenContext();
        var found = await Counted(context.Set<Case>(), since)
            .GroupBy(row => new
            {
                Place = row.CellKey!.Value / SamePlace.CellSize, row.ClassCode,
            })
            .Where(group => group.Count() >= RepeatPlaces.LeastCases)
            .Select(group => new
            {
                group.Key.Place, group.Key.ClassCode,
                District = group.Max(row => row.DistrictCode),
                Subdistrict = group.Max(row => row.SubdistrictCode),
                Community = group.Max(row => row.CommunityCode),
                Beside = group.Max(row => row.BesideCode),
                Line = group.Max(row => row.LineOrg),
                Cases = group.Count(),
                Open = group.Count(row => row.IsOpen),
                LastAt = group.Max(row => row.ReportedAt),
            })
            .OrderByDescending(row => row.Cases).Take(PlacesMax).ToListAsync();
        return RepeatPlaces.Ranked(found.Select(row => new RepeatPlace(
            row.Place, row.ClassCode, row.District, row.Subdistrict, row.Community, row.Beside,
            row.Line, row.Cases, row.Open, row.LastAt)));
    }

    /// <summary>The reports that count at all; what was refused or is another's was no return.
    /// </summary>
    public static IQueryable<Case> Counted(IQueryable<Case> cases, DateTimeOffset since) =>
        cases.Where(row => row.ReportedAt >= since && row.CellKey != null
            && row.State != CaseState.Rejected && !CaseWorkflow.Uncounted.Contains(row.State));
}
