using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Counts weeks that have ended by area and line. The last two are counted again for a
/// time, because what was reported on their last evening is opened in the morning.</summary>
internal sealed class CountWeeks(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int AgainWeeks = 2;

    private const string Upsert =
        """
        INSERT INTO dashboard_weeks (area_code, week, line_org, opened, due, on_time, counted_at)
        VALUES (@area, @week, @line, @opened, @due, @onTime, @at)
        ON CONFLICT (area_code, week, line_org) DO UPDATE SET opened = excluded.opened,
            due = excluded.due, on_time = excluded.on_time, counted_at = excluded.counted_at
        """;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromHours(6);

    /// <summary>Counts what is missing, the oldest week first; answers how many weeks were counted.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var weeks = DashboardWeek.Finished(city.Current.DayOf(now), DashboardWeek.Back);
        var first = weeks[0];
        var again = weeks[^AgainWeeks];
        Dictionary<DateOnly, DateTimeOffset> counted;
        await using (var context = database.OpenContext())
        {
            // The city's own row of each week says when it was counted.
            counted = await context.Set<DashboardWeek>()
                .Where(row => row.AreaCode == "" && row.Week >= first)
                .GroupBy(row => row.Week)
                .Select(group => new { Week = group.Key, At = group.Max(row => row.CountedAt) })
                .ToDictionaryAsync(row => row.Week, row => row.At, stop);
        }

        var done = 0;
        foreach (var week in weeks.Where(week => !counted.TryGetValue(week, out var at)
            || (week >= again && now - at >= AgainAfter)))
        {
            stop.ThrowIfCancellationRequested();
            await StoreAsync(week, await OfAsync(week, now, stop), stop);
            done++;
        }

        return done;
    }

    /// <summary>A week in every area and line in which something was counted, and in the whole
    /// city.</summary>
    private async Task<IReadOnlyList<DashboardWeek>> OfAsync(
        DateOnly week, DateTimeOffset now, CancellationToken stop)
    {
        var (from, to) = (city.Current.BeginOf(week), city.Current.BeginOf(week.AddDays(7)));
        await using var context = database.OpenContext();
        var cases = context.Set<Case>().Where(row => !CaseWorkflow.Uncounted.Contains(row.State));
        var opened = await cases
            .Where(row => row.ReportedAt >= from && row.ReportedAt < to && row.AcceptedAt != null)
            .GroupBy(row => new
            {
                row.DistrictCode, row.SubdistrictCode, row.CommunityCode, row.BesideCode,
                row.LineOrg,
            })
            .Select(group => new
            {
                group.Key.DistrictCode, group.Key.SubdistrictCode, group.Key.CommunityCode,
                group.Key.BesideCode, group.Key.LineOrg, Count = group.Count(),
            })
            .ToListAsync(stop);
        var due = await cases
            .Where(row => row.Territory.DueAt >= from && row.Territory.DueAt < to)
            .GroupBy(row => new
            {
                row.DistrictCode, row.SubdistrictCode, row.CommunityCode, row.BesideCode,
                row.LineOrg,
            })
            .Select(group => new
            {
                group.Key.DistrictCode, group.Key.SubdistrictCode, group.Key.CommunityCode,
                group.Key.BesideCode, group.Key.LineOrg, Count = group.Count(),
                OnTime = group.Count(row => row.ClosedAt <= row.Territory.DueAt),
            })
            .ToListAsync(stop);
        var sums = new WeekSums(week, now);
        foreach (var row in opened)
        {
            sums.Add(
                [row.DistrictCode, row.SubdistrictCode, row.CommunityCode, row.BesideCode],
                row.LineOrg, row.Count, 0, 0);
        }

        foreach (var row in due)
        {
            sums.Add(
                [row.DistrictCode, row.SubdistrictCode, row.CommunityCode, row.BesideCode],
                row.LineOrg, 0, row.Count, row.OnTime);
        }

        return sums.Rows;
    }

    private Task<Outcome<int>> StoreAsync(
        DateOnly week, IReadOnlyList<DashboardWeek> rows, CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                var day = TypedDay.Show(week);
                await session.ExecuteAsync(
                    "DELETE FROM dashboard_weeks WHERE week = @week", ("@week", day));
                // Two programs may count the same week at once; in one order, so that neither
                // waits for a row the other holds.
                foreach (var row in rows.OrderBy(row => row.AreaCode, StringComparer.Ordinal)
                    .ThenBy(row => row.LineOrg, StringComparer.Ordinal))
                {
                    await session.RunLaterAsync(
                        Upsert, ("@area", row.AreaCode), ("@week", day), ("@line", row.LineOrg),
                        ("@opened", row.Opened), ("@due", row.Due), ("@onTime", row.OnTime),
                        ("@at", row.CountedAt));
                }

                return (Outcome<int>)rows.Count;
            },
            stop);

    private sealed class WeekSums(DateOnly week, DateTimeOffset now)
    {
        private readonly Dictionary<(string Area, string Line), DashboardWeek> sums = [];

        // A week in which nothing happened is known by the city's row all the same.
        public IReadOnlyList<DashboardWeek> Rows =>
            sums.Keys.Any(key => key.Area.Length == 0) ? [.. sums.Values] : [Empty("", "")];

        public void Add(string?[] areas, string? line, int opened, int due, int onTime)
        {
            foreach (var area in areas.OfType<string>().Append("").Distinct())
            {
                var key = (area, line ?? "");
                var sum = sums.GetValueOrDefault(key) ?? Empty(area, line ?? "");
                sums[key] = sum with
                {
                    Opened = sum.Opened + opened, Due = sum.Due + due,
                    OnTime = sum.OnTime + onTime,
                };
            }
        }

        private DashboardWeek Empty(string area, string line) => new()
        {
            AreaCode = area, Week = week, LineOrg = line, Opened = 0, Due = 0, OnTime = 0,
            CountedAt = now,
        };
    }
}
