using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Open cases of a scope now.</summary>
/// <param name="Waiting">Returned, or asking for more time or to be set aside: the centre has to
/// decide.</param>
/// <param name="Bands">Of all open ones, by <see cref="AgeBand"/>.</param>
internal sealed record OpenCount(int Open, int Waiting, IReadOnlyList<int> Bands)
{
    public static OpenCount None { get; } =
        new(0, 0, new int[Enum.GetValues<AgeBand>().Length]);

    public int this[AgeBand band] => Bands[(int)band];

    public int Overdue => AgeBands.Late.Sum(band => this[band]);

    public static OpenCount Sum(IEnumerable<OpenCount> parts) => parts.Aggregate(
        None,
        (sum, one) => new OpenCount(
            sum.Open + one.Open, sum.Waiting + one.Waiting,
            [.. sum.Bands.Zip(one.Bands, (all, more) => all + more)]));
}

/// <summary>Open cases of one line in one district, or in a zone across districts.</summary>
internal sealed record OpenPart(string? District, string? Beside, string? Line, OpenCount Count);

/// <summary>Counts open cases; the city's once for everybody, parts of a district each.</summary>
internal sealed class OpenCases(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>States in which the centre has to decide.</summary>
    public static IReadOnlyList<CaseState> Waiting { get; } =
        [CaseState.Returned, CaseState.ExtensionAsked, CaseState.SuspensionAsked];

    private static readonly CaseState[] OpenStates =
        [.. Enum.GetValues<CaseState>().Where(CaseWorkflow.IsOpen)];

    // A dashboard is looked at, not worked from: it says as of when it counted.
    private readonly KeptAnswers<string, IReadOnlyList<OpenPart>> kept =
        new(time, TimeSpan.FromMinutes(1));

    /// <summary>Parts of the whole city by district, zone and line.</summary>
    public Task<IReadOnlyList<OpenPart>> PartsAsync(CancellationToken stop) =>
        kept.OfAsync("", () => CountAsync(area: null), stop);

    public async Task<OpenCount> OfAsync(DashboardScope scope, CancellationToken stop)
    {
        var kind = scope.Area is { } area ? city.Current.AreaKindOf(area) : null;
        var parts = kind is AreaKind.Subdistrict or AreaKind.Community
            ? await kept.OfAsync(scope.Area!, () => CountAsync(scope.Area), stop)
            : (await PartsAsync(stop)).Where(one => scope.Area is null
                || one.District == scope.Area || one.Beside == scope.Area);
        return OpenCount.Sum(parts
            .Where(one => scope.Line is null || one.Line == scope.Line)
            .Select(one => one.Count));
    }

    // For the whole city a database goes state by state through the index of what is open; for a
    // part of a district through the district's.
    private async Task<IReadOnlyList<OpenPart>> CountAsync(string? area)
    {
        var now = time.GetUtcNow();
        var (_, week) = AgeBands.Range(AgeBand.LateOverWeek, now);
        var (_, day) = AgeBands.Range(AgeBand.LateDays, now);
        var (_, soon) = AgeBands.Range(AgeBand.LeftHours, now);
        var (_, days) = AgeBands.Range(AgeBand.LeftDays, now);
        await using var context = database.OpenContext();
        var open = context.Set<Case>().Where(row => row.IsOpen);
        var rows = area is null
            ? open.Where(row => OpenStates.Contains(row.State))
            : Within(open, area);
        var counted = await rows
            .GroupBy(row => new { row.DistrictCode, row.BesideCode, row.LineOrg })
            .Select(group => new
            {
                group.Key.DistrictCode, group.Key.BesideCode, group.Key.LineOrg,
                Open = group.Count(),
                Waiting = group.Count(row => Waiting.Contains(row.State)),
                OverWeek = group.Count(row => row.Territory.DueAt < week),
                OverDays = group.Count(row =>
                    row.Territory.DueAt >= week && row.Territory.DueAt < day),
                OverHours = group.Count(row =>
                    row.Territory.DueAt >= day && row.Territory.DueAt < now),
                Hours = group.Count(row =>
                    row.Territory.DueAt >= now && row.Territory.DueAt < soon),
                Days = group.Count(row =>
                    row.Territory.DueAt >= soon && row.Territory.DueAt < days),
                More = group.Count(row => row.Territory.DueAt >= days),
                Unlimited = group.Count(row => row.Territory.DueAt == null),
            })
            .ToListAsync();
        return
        [
            .. counted.Select(row => new OpenPart(
                row.DistrictCode, row.BesideCode, row.LineOrg, new OpenCount(
                    row.Open, row.Waiting,
                    [
                        row.OverWeek, row.OverDays, row.OverHours, row.Hours, row.Days, row.More,
                        row.Unlimited,
                    ]))),
        ];
    }

    private IQueryable<Case> Within(IQueryable<Case> open, string area)
    {
        var rows = open.Where(CaseFilter.InArea(city.Current, area));
        var district = city.Current.AreaKindOf(area) == AreaKind.Subdistrict
            ? city.Current.Areas.Find(area)?.ParentCode
            : null;
        return district is null ? rows : rows.Where(row => row.DistrictCode == district);
    }
}
