using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>Where a visit goes and what is looked at there: nothing that visits change.</summary>
internal sealed record VisitPlace(Site Site, SiteKind? Kind, VisitSheet Sheet);

/// <summary>A visit, as it stands or as it is where nobody knows it yet, and its place.</summary>
internal sealed record VisitGoal(Visit Visit, VisitPlace Place);

/// <summary>A visit with all that is looked at and was said.</summary>
internal sealed record VisitFile(
    Visit Visit, VisitPlace Place, IReadOnlyDictionary<string, VisitAnswer> Answers,
    IReadOnlyList<Observation> Seen, IReadOnlyDictionary<string, Finding> Findings)
{
    public Site Site => Place.Site;

    public SiteKind? Kind => Place.Kind;

    public VisitSheet Sheet => Place.Sheet;

    public int Left => Sheet.Items.Count(item => !Answers.ContainsKey(item.Code));
}

/// <summary>A visit somebody is sent on.</summary>
/// <param name="Stop">When it is planned; null for any time.</param>
internal sealed record MyVisit(Visit Visit, Site Site, InspectionStop? Stop = null);

/// <summary>Which visits that are over are asked for.</summary>
/// <param name="Districts">Null for all.</param>
internal sealed record DoneFilter(
    Guid? Plan, string? SiteCode, IReadOnlyCollection<string>? Districts);

/// <summary>Reads visits.</summary>
internal sealed class VisitLists(CityDatabase database, EditionLists editions)
{
    public const int PageMax = 200;

    /// <summary>What somebody is sent on and has not handed in: in the order of their way, what
    /// has no place on it by the day it is due.</summary>
    public async Task<IReadOnlyList<MyVisit>> OpenOfAsync(string actor, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<Visit>()
            .Where(row => row.Inspector == actor
                && (row.State == VisitState.Planned || row.State == VisitState.Begun))
            .OrderBy(row => row.DueDay).ThenBy(row => row.Id).Take(PageMax)
            .Join(
                context.Set<Site>(), row => row.SiteId, site => site.Id,
                (row, site) => new { row, site })
            .ToListAsync(stop);
        var ids = rows.ConvertAll(one => one.row.Id);
        var stops = await context.Set<InspectionStop>().Where(row => ids.Contains(row.VisitId))
            .ToDictionaryAsync(row => row.VisitId, stop);
        return
        [
            .. rows.Select(one => new MyVisit(
                    one.row, one.site, stops.GetValueOrDefault(one.row.Id)))
                .OrderBy(one => one.Stop?.Day ?? one.Visit.DueDay)
                .ThenBy(one => one.Stop?.AtMinute ?? int.MaxValue),
        ];
    }

    /// <summary>Visits that were handed in, the newest first.</summary>
    public async Task<Page<MyVisit>> DoneAsync(
        DoneFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Visit>().Where(row => row.DoneAt != null);
        if (filter.Plan is { } plan)
        {
            rows = rows.Where(row => row.PlanId == plan);
        }

        if (filter.SiteCode is { } site)
        {
            rows = rows.Where(row => row.SiteCode == site);
        }

        if (filter.Districts is { } districts)
        {
            rows = rows.Where(row => districts.Contains(row.DistrictCode));
        }

        if (Guid.TryParse(after, out var last)
            && await context.Set<Visit>().FirstOrDefaultAsync(row => row.Id == last, stop)
                is { DoneAt: { } at })
        {
            rows = rows.Where(row => row.DoneAt < at
                || (row.DoneAt == at && row.Id.CompareTo(last) < 0));
        }

        var page = await rows.OrderByDescending(row => row.DoneAt)
            .ThenByDescending(row => row.Id).Take(limit + 1)
            .Join(
                context.Set<Site>(), row => row.SiteId, one => one.Id,
                (row, one) => new { row, one })
            .OrderByDescending(one => one.row.DoneAt).ThenByDescending(one => one.row.Id)
            .ToListAsync(stop);
        return Page.Cut(
            page, limit, row => $"{row.row.Id}", one => new MyVisit(one.row, one.one));
    }

    /// <summary>A visit as its inspector, its planner and, once it is over, readers of results may
    /// see it. Error: there is none, also for whoever may not know of it.</summary>
    public async Task<Outcome<VisitFile>> OpenAsync(
        Guid id, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var visit = await context.Set<Visit>().FirstOrDefaultAsync(row => row.Id == id, stop);
        return visit is null || !MaySee(visit, caller)
            ? new Problem(ProblemCode.NotFound, "visit", $"{id}")
            : await FileAsync(context, visit, await PlaceAsync(context, visit, stop), stop);
    }

    /// <summary>Where a visit goes and what is looked at there.</summary>
    public async Task<VisitPlace> PlaceAsync(
        CityContext context, Visit visit, CancellationToken stop)
    {
        var site = (await SiteLists.FindAsync(context, visit.SiteId, stop))!;
        var (kind, items) = await editions.CheckedAtAsync(
            context, visit.EditionCode, visit.SiteKindCode, stop);
        return await PlaceAsync(context, site, kind, items, stop);
    }

    /// <summary>As <see cref="PlaceAsync(CityContext, Visit, CancellationToken)"/>, of a site that
    /// is known.</summary>
    public static async Task<VisitPlace> PlaceAsync(
        CityContext context, Site site, SiteKind? kind, IReadOnlyList<CheckItem> items,
        CancellationToken stop) => new(
        site, kind,
        new VisitSheet(
            items, await CheckProtocols.OfAsync(context, kind?.Code ?? "", items, stop)));

    /// <summary>All that a visit holds.</summary>
    public static async Task<VisitFile> FileAsync(
        CityContext context, Visit visit, VisitPlace place, CancellationToken stop)
    {
        var answers = await context.Set<VisitAnswer>().Where(row => row.VisitId == visit.Id)
            .ToDictionaryAsync(row => row.ItemCode, stop);
        var seen = await context.Set<Observation>().Where(row => row.VisitId == visit.Id)
            .OrderBy(row => row.N).Take(VisitRules.ObservationsMax).ToListAsync(stop);
        return new VisitFile(
            visit, place, answers, seen,
            await context.Set<Finding>().Where(row => row.VisitId == visit.Id)
                .ToDictionaryAsync(row => row.ItemCode, stop));
    }

    /// <summary>Who may know of a visit: until it is over only who goes and who planned.</summary>
    public static bool MaySee(Visit visit, Caller caller) =>
        visit.Inspector == caller.Actor
        || caller.MaySomewhere(Permission.InspectionPlan)
        || (visit.IsOver && DistrictsOf(caller) is var districts
            && caller.MaySomewhere(Permission.InspectionRead)
            && districts?.Contains(visit.DistrictCode) != false);

    /// <summary>Areas in which somebody reads results; null for the whole city.</summary>
    public static IReadOnlyCollection<string>? DistrictsOf(Caller caller)
    {
        var scopes = caller.ScopesOf(Permission.InspectionRead);
        return scopes.Any(scope => scope.AreaCode is null)
            ? null
            : [.. scopes.Select(scope => scope.AreaCode!)];
    }
}
