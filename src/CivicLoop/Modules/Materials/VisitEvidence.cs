using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>Visits that were handed in as evidence, for who reads their results.</summary>
internal sealed class VisitEvidence(CityDatabase database) : IEvidenceSource
{
    public string Kind => "visit";

    public async Task<IReadOnlyList<HeldEvidence>> FindAsync(
        Caller caller, string words, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = Visible(context.Set<Visit>(), caller).Join(
            context.Set<Site>(), row => row.SiteId, site => site.Id,
            (row, site) => new { row, site });
        if (words.Length > 0)
        {
            rows = rows.Where(one => one.site.Code.StartsWith(words)
                || one.site.NameZh.Contains(words) || one.site.NameEn.Contains(words));
        }

        return
        [
            .. (await rows.OrderByDescending(one => one.row.DoneAt)
                    .ThenByDescending(one => one.row.Id).Take(limit).ToListAsync(stop))
                .Select(one => Show(one.row, one.site)),
        ];
    }

    public async Task<bool> MayNameAsync(Caller caller, string key, CancellationToken stop)
    {
        if (!Guid.TryParse(key, out var id))
        {
            return false;
        }

        await using var context = database.OpenContext();
        return await Visible(context.Set<Visit>(), caller).AnyAsync(row => row.Id == id, stop);
    }

    public async Task<IReadOnlyDictionary<string, HeldEvidence>> NameAsync(
        IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var ids = keys.Select(key => Guid.TryParse(key, out var id) ? id : Guid.Empty).ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<string, HeldEvidence>();
        }

        await using var context = database.OpenContext();
        return (await context.Set<Visit>()
                .Where(row => ids.Contains(row.Id) && row.State == VisitState.Done)
                .Join(
                    context.Set<Site>(), row => row.SiteId, site => site.Id,
                    (row, site) => new { row, site })
                .ToListAsync(stop))
            .ToDictionary(one => $"{one.row.Id}", one => Show(one.row, one.site));
    }

    // Results are read by district, as the posts of a reader say.
    private static IQueryable<Visit> Visible(IQueryable<Visit> visits, Caller caller)
    {
        var scopes = caller.ScopesOf(Permission.InspectionRead);
        var done = visits.Where(row => row.State == VisitState.Done);
        if (scopes.Count == 0)
        {
            return done.Where(_ => false);
        }

        if (scopes.Any(scope => scope.AreaCode is null))
        {
            return done;
        }

        var districts = scopes.Select(scope => scope.AreaCode!).ToList();
        return done.Where(row => districts.Contains(row.DistrictCode));
    }

    private HeldEvidence Show(Visit row, Site site) => new(
        Kind, $"{row.Id}", new LocalText(site.NameZh, site.NameEn),
        row.DoneAt ?? DateTimeOffset.UnixEpoch, $"/console/inspections/results/{row.Id}")
    {
        Label = site.Code,
    };
}
