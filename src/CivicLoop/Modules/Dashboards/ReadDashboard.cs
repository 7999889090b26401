using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>All a dashboard shows of one scope.</summary>
/// <param name="At">When the open cases were counted.</param>
/// <param name="Recent">The weeks that make the present figures.</param>
/// <param name="OnTime">按期结案率 by week.</param>
/// <param name="Opened">Cases opened a day, by week.</param>
/// <param name="ByResidents">Rates of the areas below; empty where there are none.</param>
/// <param name="RepeatsInAll">How many places repeat; the list holds the first.</param>
internal sealed record DashboardView(
    DashboardScope Scope, DateTimeOffset At, OpenCount Open, DaySpan Recent, WeekCount Now,
    IReadOnlyList<(DateOnly Week, WeekCount Count)> Weeks, ControlChart OnTime,
    ControlChart Opened, AreaRates ByResidents, AreaRates BySites,
    IReadOnlyList<RepeatPlace> Repeats, int RepeatsInAll)
{
    /// <summary>What the rates are taken by unless the reader chooses: residents where they are
    /// known of most areas.</summary>
    public RateBase UsualBase =>
        ByResidents.Areas.Count(one => one.Size is not null) * 2 > ByResidents.Areas.Count
            ? RateBase.Residents
            : RateBase.Sites;

    public AreaRates Rates(RateBase by) => by switch
    {
        RateBase.Residents => ByResidents,
        RateBase.Sites => BySites,
    };
}

/// <summary>Reads the dashboard of a scope in a constant number of queries, once a minute for all
/// who look at it.</summary>
internal sealed class ReadDashboard(
    DashboardScopes scopes, OpenCases open, WeekLists weeks, FindRepeats repeats, SiteLists sites,
    CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Places shown; the rest are a list of their own.</summary>
    public const int RepeatsShown = 10;

    private const int DaysOfWeek = 7;

    private readonly KeptAnswers<(CityModel, string), DashboardView> kept =
        new(time, TimeSpan.FromMinutes(1));

    /// <summary>Errors: there is no such scope; the caller may not see it.</summary>
    /// <param name="scope">As addresses write it; null for the caller's own.</param>
    public async Task<Outcome<DashboardView>> RunAsync(
        string? scope, Caller caller, CancellationToken stop)
    {
        if (!scopes.Read(scope, caller).Try(out var wanted, out var problem))
        {
            return problem;
        }

        return await kept.OfAsync(
            (city.Current, wanted.Text), () => ReadAsync(wanted, CancellationToken.None), stop);
    }

    private async Task<DashboardView> ReadAsync(DashboardScope scope, CancellationToken stop)
    {
        var counted = await weeks.OfAsync(scope, stop);
        var (byResidents, bySites) = await RatesAsync(scope, stop);
        var places = await repeats.OfAsync(scope, stop);
        return new DashboardView(
            scope, time.GetUtcNow(), await open.OfAsync(scope, stop), weeks.Recent,
            counted.TakeLast(DashboardWeek.Recent).Select(one => one.Count)
                .Aggregate(WeekCount.None, (sum, one) => sum.And(one)),
            counted,
            ControlChart.OfShares(
                [.. counted.Select(one => new ControlCount(one.Count.OnTime, one.Count.Due))]),
            ControlChart.OfRates(
                [.. counted.Select(one => new ControlCount(one.Count.Opened, DaysOfWeek))]),
            byResidents, bySites, [.. places.Take(RepeatsShown)], places.Count);
    }

    private async Task<(AreaRates ByResidents, AreaRates BySites)> RatesAsync(
        DashboardScope scope, CancellationToken stop)
    {
        var parts = scopes.PartsOf(scope);
        if (parts.Count == 0)
        {
            return (AreaRates.Of([], RateBase.Residents), AreaRates.Of([], RateBase.Sites));
        }

        var codes = parts.Select(one => one.Code).ToList();
        var counts = await weeks.OfAreasAsync(codes, scope.Line, stop);
        var known = await sites.CountsAsync(parts[0].Kind, stop);
        await using var context = database.OpenContext();
        var residents = await context.Set<AreaResidents>()
            .Where(row => codes.Contains(row.AreaCode))
            .ToDictionaryAsync(row => row.AreaCode, row => row.Residents, stop);
        AreaRates Of(IReadOnlyDictionary<string, int> sizes, RateBase by) => AreaRates.Of(
            codes.Select(code => new AreaCount(
                code, counts.GetValueOrDefault(code, WeekCount.None).Opened,
                sizes.TryGetValue(code, out var size) ? size : null)),
            by);
        return (Of(residents, RateBase.Residents), Of(known, RateBase.Sites));
    }
}
