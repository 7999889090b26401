using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Inspections;

/// <summary>Which sites a plan is about, as they are now.</summary>
internal sealed class PlanFrame(
    CityDatabase database, CityHolder city, SiteLists sites, EditionLists editions)
{
    /// <summary>The frame of a plan: sites in use of its kinds in its areas.</summary>
    public async Task<IReadOnlyList<FrameSite>> OfAsync(
        InspectionPlan plan, CancellationToken stop)
    {
        var kinds = plan.KindCodes.Count > 0
            ? plan.KindCodes.ToHashSet()
            : await KindsAsync(plan.EditionCode, stop) ?? [];
        await using var context = database.OpenContext();
        var last = await LastVisits.OfAsync(context, city.Current.TimeZone, stop);
        return
        [
            .. (await sites.AllAsync(new SiteFilter(), stop))
                .Where(site => kinds.Contains(site.SiteKindCode) && LiesIn(site, plan))
                .Select(site => new FrameSite(
                    site.Code, site.SiteKindCode, site.DistrictCode,
                    last.GetValueOrDefault(site.Code)?.Day)),
        ];
    }

    /// <summary>Codes of the site kinds of an edition; null where there is none.</summary>
    public async Task<HashSet<string>?> KindsAsync(string? edition, CancellationToken stop) =>
        (await editions.BodyAsync(edition, stop)).Try(out var body, out _)
            ? [.. body.SiteKinds.Select(kind => kind.Code)]
            : null;

    private static bool LiesIn(Site site, InspectionPlan plan) =>
        plan.AreaCodes.Count == 0 || site.AreaCodes.Any(plan.AreaCodes.Contains);
}
