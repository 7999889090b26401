using CivicLoop.Domain.Planning;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Planning;

/// <summary>Which findings are asked for; what is null does not matter.</summary>
internal sealed record FindingFilter(FindingState? State = null, FindingSubject? Subject = null);

/// <summary>A finding with what it is about and the zone it lies in.</summary>
internal sealed record FindingRow(PlanningFinding Finding, LandUse? Use, ControlZone? Zone);

/// <summary>Reads findings, zones and uses.</summary>
internal sealed class FindingLists(CityDatabase database)
{
    public const int PageMax = 200;

    /// <summary>Zones drawn on one map; a city of millions has some hundreds.</summary>
    private const int DrawnMax = 2_000;

    /// <summary>Newest first, each with its use and zone.</summary>
    public async Task<Page<FindingRow>> PageAsync(
        FindingFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<PlanningFinding>().AsQueryable();
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) < 0);
        }

        if (filter.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (filter.Subject is { } subject)
        {
            rows = rows.Where(row => row.Subject == subject);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        var items = await WithAsync(context, [.. page.Take(limit)], stop);
        return new Page<FindingRow>(
            items, Page.NextOf(page, limit, row => $"{row.Id}"));
    }

    public async Task<FindingRow?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<PlanningFinding>()
            .FirstOrDefaultAsync(row => row.Id == id, stop);
        return found is null ? null : (await WithAsync(context, [found], stop))[0];
    }

    /// <summary>Zones in the order of their codes; those that ended too.</summary>
    public async Task<Page<ControlZone>> ZonesAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<ControlZone>().AsQueryable();
        if (after?.Split('|') is [var code, var from]
            && DateOnly.TryParse(
                from, System.Globalization.CultureInfo.InvariantCulture, out var day))
        {
            rows = rows.Where(row => row.Code.CompareTo(code) > 0
                || (row.Code == code && row.FromDay > day));
        }

        var page = await rows.OrderBy(row => row.Code).ThenBy(row => row.FromDay)
            .Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Code}|{TypedDay.Show(row.FromDay)}");
    }

    /// <summary>Zones that hold on a day, to be drawn.</summary>
    public async Task<IReadOnlyList<ControlZone>> DrawnAsync(
        DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<ControlZone>()
            .Where(row => row.FromDay <= day && (row.ToDay == null || row.ToDay >= day))
            .OrderBy(row => row.Code).Take(DrawnMax).ToListAsync(stop);
    }

    /// <summary>Permits, projects and stalls, the newest first.</summary>
    public async Task<Page<LandUse>> UsesAsync(
        LandUseKind? kind, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<LandUse>().AsQueryable();
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) < 0);
        }

        if (kind is { } one)
        {
            rows = rows.Where(row => row.Kind == one);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>The newest of them, as a table holds them.</summary>
    public async Task<IReadOnlyList<LandUse>> NewestUsesAsync(int most, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<LandUse>().OrderByDescending(row => row.Id).Take(most)
            .ToListAsync(stop);
    }

    private static async Task<IReadOnlyList<FindingRow>> WithAsync(
        CityContext context, IReadOnlyList<PlanningFinding> found, CancellationToken stop)
    {
        var useIds = found.Select(row => row.UseId).OfType<Guid>().Distinct().ToList();
        var zoneIds = found.Select(row => row.ZoneId).OfType<Guid>().Distinct().ToList();
        var uses = await context.Set<LandUse>().Where(row => useIds.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, stop);
        var zones = await context.Set<ControlZone>().Where(row => zoneIds.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, stop);
        return
        [
            .. found.Select(row => new FindingRow(
                row, row.UseId is { } use ? uses.GetValueOrDefault(use) : null,
                row.ZoneId is { } zone ? zones.GetValueOrDefault(zone) : null)),
        ];
    }
}
