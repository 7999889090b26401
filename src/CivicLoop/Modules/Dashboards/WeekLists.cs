using CivicLoop.Domain.Dashboards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>What was counted of a week, an area or a line, or of several together.</summary>
internal sealed record WeekCount(long Opened, long Due, long OnTime)
{
    public static WeekCount None { get; } = new(0, 0, 0);

    public long Late => Due - OnTime;

    /// <summary>按期结案率, 0 to 1; null where nothing was due.</summary>
    public double? Share => Due == 0 ? null : OnTime / (double)Due;

    public WeekCount And(WeekCount other) =>
        new(Opened + other.Opened, Due + other.Due, OnTime + other.OnTime);
}

/// <summary>Days from the first to the last, both included.</summary>
internal readonly record struct DaySpan(DateOnly First, DateOnly Last);

/// <summary>Reads counted weeks: some hundreds of rows, each query by the key of the area.
/// </summary>
internal sealed class WeekLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>The weeks that make a present figure.</summary>
    public DaySpan Recent
    {
        get
        {
            var weeks = Weeks(DashboardWeek.Recent);
            return new DaySpan(weeks[0], weeks[^1].AddDays(6));
        }
    }

    /// <summary>The last finished weeks of a scope, the oldest first; those before the first in
    /// which anything was counted are left out.</summary>
    public async Task<IReadOnlyList<(DateOnly Week, WeekCount Count)>> OfAsync(
        DashboardScope scope, CancellationToken stop)
    {
        var weeks = Weeks(DashboardWeek.Back);
        var first = weeks[0];
        var area = scope.Area ?? "";
        await using var context = database.OpenContext();
        var rows = context.Set<DashboardWeek>()
            .Where(row => row.AreaCode == area && row.Week >= first);
        rows = scope.Line is { } line ? rows.Where(row => row.LineOrg == line) : rows;
        var counted = await rows.GroupBy(row => row.Week)
            .Select(group => new
            {
                Week = group.Key, Opened = group.Sum(row => row.Opened),
                Due = group.Sum(row => row.Due), OnTime = group.Sum(row => row.OnTime),
            })
            .ToDictionaryAsync(
                row => row.Week, row => new WeekCount(row.Opened, row.Due, row.OnTime), stop);
        var known = weeks.Select(week => (week, counted.GetValueOrDefault(week, WeekCount.None)))
            .SkipWhile(one => one.Item2 is { Opened: 0, Due: 0 }).ToList();
        // A city that began to count within the time began amid a week: less in it is no signal.
        return known.Count < weeks.Count && known.Count > ControlChart.LeastPoints
            ? known[1..]
            : known;
    }

    /// <summary>The last weeks of some areas.</summary>
    /// <param name="line">Null for all lines.</param>
    public async Task<IReadOnlyDictionary<string, WeekCount>> OfAreasAsync(
        IReadOnlyCollection<string> areas, string? line, CancellationToken stop)
    {
        var first = Recent.First;
        await using var context = database.OpenContext();
        var rows = context.Set<DashboardWeek>()
            .Where(row => areas.Contains(row.AreaCode) && row.Week >= first);
        rows = line is null ? rows : rows.Where(row => row.LineOrg == line);
        return await rows.GroupBy(row => row.AreaCode)
            .Select(group => new
            {
                Area = group.Key, Opened = group.Sum(row => row.Opened),
                Due = group.Sum(row => row.Due), OnTime = group.Sum(row => row.OnTime),
            })
            .ToDictionaryAsync(
                row => row.Area, row => new WeekCount(row.Opened, row.Due, row.OnTime), stop);
    }

    /// <summary>The last weeks of each line in some areas; the empty line is of cases nobody
    /// leads.</summary>
    public async Task<IReadOnlyDictionary<(string Line, string Area), WeekCount>> CellsAsync(
        IReadOnlyCollection<string> areas, CancellationToken stop)
    {
        var first = Recent.First;
        await using var context = database.OpenContext();
        return await context.Set<DashboardWeek>()
            .Where(row => areas.Contains(row.AreaCode) && row.Week >= first)
            .GroupBy(row => new { row.LineOrg, row.AreaCode })
            .Select(group => new
            {
                group.Key.LineOrg, group.Key.AreaCode, Opened = group.Sum(row => row.Opened),
                Due = group.Sum(row => row.Due), OnTime = group.Sum(row => row.OnTime),
            })
            .ToDictionaryAsync(
                row => (row.LineOrg, row.AreaCode),
                row => new WeekCount(row.Opened, row.Due, row.OnTime), stop);
    }

    private IReadOnlyList<DateOnly> Weeks(int count) =>
        DashboardWeek.Finished(city.Current.DayOf(time.GetUtcNow()), count);
}
