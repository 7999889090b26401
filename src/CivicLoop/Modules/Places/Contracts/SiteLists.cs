using CivicLoop.Domain.Places;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Places.Contracts;

/// <summary>Which sites are asked for; what is null does not matter.</summary>
/// <param name="AreaCode">A district, subdistrict, community or an area beside the divisions.
/// </param>
/// <param name="State">Null takes those in use.</param>
internal sealed record SiteFilter(
    string? SiteKindCode = null, string? AreaCode = null, string? OperatorOrg = null,
    SiteState? State = null);

/// <summary>Reads the register of sites.</summary>
internal sealed class SiteLists(CityDatabase database)
{
    public const int PageMax = 200;

    /// <summary>A city has about 1,200 (39 kinds); ten times that is read at once for a draw or a
    /// proof, never for a page.</summary>
    public const int AllMax = 20_000;

    public async Task<Site?> FindAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await FindAsync(context, code, stop);
    }

    public static Task<Site?> FindAsync(
        CityContext context, string code, CancellationToken stop) =>
        context.Set<Site>().FirstOrDefaultAsync(row => row.Code == code, stop);

    public static Task<Site?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        context.Set<Site>().FirstOrDefaultAsync(row => row.Id == id, stop);

    public async Task<Site?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await FindAsync(context, id, stop);
    }

    /// <summary>Sites in the order of their codes, one more than <paramref name="limit"/> if there
    /// are more.</summary>
    public async Task<IReadOnlyList<Site>> PageAsync(
        SiteFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var from = after ?? "";
        return await Of(context, filter)
            .Where(row => row.Code.CompareTo(from) > 0)
            .OrderBy(row => row.Code).Take(limit + 1).ToListAsync(stop);
    }

    /// <summary>All sites of a filter, in the order of their codes; at most
    /// <see cref="AllMax"/>.</summary>
    public async Task<IReadOnlyList<Site>> AllAsync(SiteFilter filter, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await Of(context, filter)
            .OrderBy(row => row.Code).Take(AllMax).ToListAsync(stop);
    }

    /// <summary>How many sites in use each area of one level has; those with none are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        AreaKind level, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Site>().Where(row => row.State == SiteState.Active);
        var areas = level switch
        {
            AreaKind.Subdistrict => rows.Select(row => row.SubdistrictCode),
            AreaKind.Community => rows.Select(row => row.CommunityCode),
            _ => rows.Select(row => (string?)row.DistrictCode),
        };
        return await areas.Where(code => code != null).GroupBy(code => code!)
            .Select(group => new { Area = group.Key, Sites = group.Count() })
            .ToDictionaryAsync(row => row.Area, row => row.Sites, stop);
    }

    private static IQueryable<Site> Of(CityContext context, SiteFilter filter)
    {
        var state = filter.State ?? SiteState.Active;
        var rows = context.Set<Site>().Where(row => row.State == state);
        if (filter.SiteKindCode is { } kind)
        {
            rows = rows.Where(row => row.SiteKindCode == kind);
        }

        if (filter.OperatorOrg is { } org)
        {
            rows = rows.Where(row => row.OperatorOrg == org);
        }

        return filter.AreaCode is { } area
            ? rows.Where(row => row.DistrictCode == area || row.SubdistrictCode == area
                || row.CommunityCode == area || row.BesideCode == area)
            : rows;
    }
}
