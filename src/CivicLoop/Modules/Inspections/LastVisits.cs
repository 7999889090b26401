using CivicLoop.Domain.Inspections;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>The last visit a site had.</summary>
internal sealed record LastVisit(string SiteCode, DateOnly Day, string? Inspector);

/// <summary>When each site was visited last, and by whom.</summary>
internal static class LastVisits
{
    /// <summary>By site code; a site nobody visited is not there.</summary>
    public static async Task<IReadOnlyDictionary<string, LastVisit>> OfAsync(
        CityContext context, TimeZoneInfo zone, CancellationToken stop)
    {
        var visits = context.Set<Visit>();
        var last = await visits
            .Where(row => row.DoneAt != null && !visits.Any(later =>
                later.SiteCode == row.SiteCode && later.DoneAt > row.DoneAt))
            .Select(row => new { row.SiteCode, row.DoneAt, row.Inspector })
            .ToListAsync(stop);
        return last.DistinctBy(row => row.SiteCode).ToDictionary(
            row => row.SiteCode,
            row => new LastVisit(
                row.SiteCode,
                CityDay.Of(row.DoneAt!.Value, zone),
                row.Inspector));
    }
}
