using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>The way of one inspector, summed up.</summary>
/// <param name="N">Its number in the list and its colour on the map, from 0.</param>
internal sealed record RouteWalker(
    int N, string Actor, string Name, int Visits, int Days, long Metres);

/// <summary>A stop with what is there.</summary>
internal sealed record RouteStopLine(InspectionStop Stop, Visit Visit, Site Site);

/// <summary>The routes of a plan.</summary>
/// <param name="Shown">Whose stops are listed; null where there are none.</param>
internal sealed record RouteView(
    InspectionRoute Route, IReadOnlyList<RouteWalker> Walkers, RouteWalker? Shown,
    IReadOnlyList<RouteStopLine> Stops);

/// <summary>Reads the routes of a plan, for who plans.</summary>
internal sealed class RouteLists(CityDatabase database)
{
    // A city sends about thirty.
    private const int WalkersMax = 300;

    private const int StopsMax = 200;
    private const int PointsMax = 3_000;

    /// <summary>Null for a plan without routes.</summary>
    /// <param name="who">Whose stops are wanted; null takes the first.</param>
    public async Task<RouteView?> FindAsync(Guid plan, string? who, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var route = await context.Set<InspectionRoute>()
            .FirstOrDefaultAsync(row => row.PlanId == plan, stop);
        if (route is null)
        {
            return null;
        }

        var sums = await context.Set<InspectionStop>().Where(row => row.PlanId == plan)
            .GroupBy(row => row.Inspector)
            .Select(group => new
            {
                group.Key, Visits = group.Count(), Metres = group.Sum(row => (long)row.Metres),
                Days = group.Select(row => row.Day).Distinct().Count(),
            })
            .OrderBy(one => one.Key).Take(WalkersMax).ToListAsync(stop);
        var names = await ActorNames.OfAsync(context, sums.Select(one => one.Key), stop);
        var walkers = sums.Select((one, n) => new RouteWalker(
            n, one.Key, names.GetValueOrDefault(one.Key, one.Key), one.Visits, one.Days,
            one.Metres)).ToList();
        var shown = walkers.Find(one => one.Actor == who) ?? walkers.FirstOrDefault();
        return new RouteView(
            route, walkers, shown,
            shown is null ? [] : await StopsAsync(context, plan, shown.Actor, stop));
    }

    /// <summary>A line for each inspector, broken by day, and a point for each stop.</summary>
    public async Task<object> WaysAsync(Guid plan, string? who, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<InspectionStop>().Where(row => row.PlanId == plan)
            .OrderBy(row => row.Inspector).ThenBy(row => row.Day).ThenBy(row => row.N)
            .Take(PointsMax)
            .Join(
                context.Set<Visit>(), row => row.VisitId, visit => visit.Id,
                (row, visit) => new { row, visit.SiteId })
            .Join(
                context.Set<Site>(), one => one.SiteId, site => site.Id,
                (one, site) => new { one.row, site.Lon, site.Lat })
            .OrderBy(one => one.row.Inspector).ThenBy(one => one.row.Day)
            .ThenBy(one => one.row.N)
            .ToListAsync(stop);
        return new
        {
            type = "FeatureCollection",
            features = rows.GroupBy(one => one.row.Inspector).SelectMany((way, n) =>
                way.Select(one => Feature(
                        n, way.Key == who, "Point", new[] { one.Lon, one.Lat }))
                    .Prepend(Feature(
                        n, way.Key == who, "MultiLineString",
                        way.GroupBy(one => one.row.Day)
                            .Select(day => day.Select(one => new[] { one.Lon, one.Lat }))
                            .Where(day => day.Skip(1).Any())))),
        };
    }

    private static object Feature(int n, bool isShown, string type, object coordinates) => new
    {
        type = "Feature", properties = new { n, isShown },
        geometry = new { type, coordinates },
    };

    private static async Task<IReadOnlyList<RouteStopLine>> StopsAsync(
        CityContext context, Guid plan, string actor, CancellationToken stop)
    {
        var rows = await context.Set<InspectionStop>()
            .Where(row => row.PlanId == plan && row.Inspector == actor)
            .Join(
                context.Set<Visit>(), row => row.VisitId, visit => visit.Id,
                (row, visit) => new { row, visit })
            .Join(
                context.Set<Site>(), one => one.visit.SiteId, site => site.Id,
                (one, site) => new { one.row, one.visit, site })
            .OrderBy(one => one.row.Day).ThenBy(one => one.row.N).Take(StopsMax)
            .ToListAsync(stop);
        return [.. rows.Select(one => new RouteStopLine(one.row, one.visit, one.site))];
    }
}
