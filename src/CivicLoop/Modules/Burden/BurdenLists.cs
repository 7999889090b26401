using CivicLoop.Domain.Burden;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Burden;

/// <summary>What was asked in a week, of all units or those of one part of the city.</summary>
/// <param name="Code">The district or the organisation that asked; null for all.</param>
/// <param name="Quiet">Asked outside working hours.</param>
internal sealed record BurdenRow(
    string? Code, int Units, int Tasks, int Forms, int Inspections, int Minutes, int Quiet,
    int Merged, int Known);

/// <summary>The burden of a week as everybody reads it.</summary>
/// <param name="Over">Units that were asked for more than the limits allow.</param>
internal sealed record BurdenOfWeek(
    DateOnly Week, BurdenRow All, IReadOnlyList<BurdenRow> Districts,
    IReadOnlyList<BurdenRow> Askers, IReadOnlyList<int> QuietHours, int Over, BurdenCaps Caps);

/// <summary>How objections were answered, and how often known facts were used again.</summary>
internal sealed record BurdenEver(
    int Open, int Late, int Granted, int Dismissed, int InTime, int Facts, int Uses);

/// <summary>Reads the burden: a constant number of queries a page.</summary>
internal sealed class BurdenLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    private const int AsksShown = 100;
    private const int AskersShown = 30;

    /// <summary>Monday of the week it is in the city.</summary>
    public DateOnly ThisWeek => BurdenWeek.Of(
        city.Current.DayOf(time.GetUtcNow()));

    /// <summary>A week over the whole city.</summary>
    public async Task<BurdenOfWeek> WeekAsync(DateOnly week, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var groups = await context.Set<BurdenAsk>().Where(row => row.Week == week)
            .GroupBy(row => new
            {
                row.UnitCode, row.AskedBy, row.Kind, row.Outcome, row.IsQuiet,
            })
            .Select(group => new Asked(
                group.Key.UnitCode, group.Key.AskedBy, group.Key.Kind, group.Key.Outcome,
                group.Key.IsQuiet, group.Count(), group.Sum(row => row.Minutes)))
            .ToListAsync(stop);
        var caps = await KeepCaps.ReadAsync(context, stop);
        var hours = await context.Set<BurdenAsk>()
            .Where(row => row.Week == week && row.IsQuiet && row.Outcome == AskOutcome.Asked)
            .GroupBy(row => row.AskedAt)
            .Select(group => new { At = group.Key, Asks = group.Count() })
            .ToListAsync(stop);
        var byHour = new int[24];
        foreach (var one in hours)
        {
            byHour[TimeZoneInfo.ConvertTime(one.At, city.Current.TimeZone).Hour] += one.Asks;
        }

        var places = new UnitPlaces(city.Current);
        return new BurdenOfWeek(
            week, Row(null, groups),
            [
                .. groups.GroupBy(one => places.DistrictOf(one.Unit))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Row(group.Key, group)),
            ],
            [
                .. groups.GroupBy(one => one.AskedBy)
                    .OrderByDescending(group => group.Where(IsAsked).Sum(one => one.Asks))
                    .ThenBy(group => group.Key, StringComparer.Ordinal).Take(AskersShown)
                    .Select(group => Row(group.Key, group)),
            ],
            byHour, groups.Where(IsAsked).GroupBy(one => one.Unit)
                .Count(group => caps.Passed(LoadOf(group), 0) is not null),
            caps);
    }

    /// <summary>Sums of some weeks, in their order.</summary>
    public async Task<IReadOnlyList<(DateOnly Week, BurdenLoad Load, int Quiet)>> WeeksAsync(
        DateOnly from, DateOnly to, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var groups = await context.Set<BurdenAsk>()
            .Where(row => row.Week >= from && row.Week <= to
                && row.Outcome == AskOutcome.Asked)
            .GroupBy(row => new { row.Week, row.Kind, row.IsQuiet })
            .Select(group => new
            {
                group.Key.Week,
                Asked = new Asked(
                    "", "", group.Key.Kind, AskOutcome.Asked, group.Key.IsQuiet, group.Count(),
                    group.Sum(row => row.Minutes)),
            })
            .ToListAsync(stop);
        return
        [
            .. groups.GroupBy(one => one.Week).OrderBy(week => week.Key)
                .Select(week => (
                    week.Key, LoadOf(week.Select(one => one.Asked)),
                    week.Where(one => one.Asked.IsQuiet).Sum(one => one.Asked.Asks))),
        ];
    }

    /// <summary>Weeks of one unit, the newest first.</summary>
    public async Task<IReadOnlyList<(DateOnly Week, BurdenLoad Load, int Quiet)>> WeeksOfAsync(
        string unit, DateOnly from, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var groups = await context.Set<BurdenAsk>()
            .Where(row => row.UnitCode == unit && row.Week >= from
                && row.Outcome == AskOutcome.Asked)
            .GroupBy(row => new { row.Week, row.Kind, row.IsQuiet })
            .Select(group => new
            {
                group.Key.Week,
                Asked = new Asked(
                    unit, "", group.Key.Kind, AskOutcome.Asked, group.Key.IsQuiet,
                    group.Count(), group.Sum(row => row.Minutes)),
            })
            .ToListAsync(stop);
        return
        [
            .. groups.GroupBy(one => one.Week).OrderByDescending(week => week.Key)
                .Select(week => (
                    week.Key, LoadOf(week.Select(one => one.Asked)),
                    week.Where(one => one.Asked.IsQuiet).Sum(one => one.Asked.Asks))),
        ];
    }

    /// <summary>What one unit was asked for in a week.</summary>
    public async Task<IReadOnlyList<BurdenAsk>> AsksAsync(
        string unit, DateOnly week, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<BurdenAsk>()
            .Where(row => row.UnitCode == unit && row.Week == week)
            .OrderBy(row => row.Id).Take(AsksShown).ToListAsync(stop);
    }

    /// <summary>Objections and reuse over all time.</summary>
    public async Task<BurdenEver> EverAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        await using var context = database.OpenContext();
        var groups = await context.Set<Objection>()
            .GroupBy(row => new
            {
                row.State, InTime = row.AnsweredAt <= row.AnswerDue,
                Late = row.AnsweredAt == null && row.AnswerDue < now,
            })
            .Select(group => new
            {
                group.Key.State, group.Key.InTime, group.Key.Late, Count = group.Count(),
            })
            .ToListAsync(stop);
        int Of(ObjectionState state) =>
            groups.Where(one => one.State == state).Sum(one => one.Count);
        return new BurdenEver(
            Of(ObjectionState.Open),
            groups.Where(one => one.State == ObjectionState.Open && one.Late)
                .Sum(one => one.Count),
            Of(ObjectionState.Granted), Of(ObjectionState.Dismissed),
            groups.Where(one => one.InTime
                && one.State is ObjectionState.Granted or ObjectionState.Dismissed)
                .Sum(one => one.Count),
            await context.Set<Fact>().CountAsync(stop),
            await context.Set<FactUse>().CountAsync(stop));
    }

    /// <summary>Objections, newest first.</summary>
    /// <param name="unit">Of one unit only; null for all.</param>
    public async Task<Page<Objection>> ObjectionsAsync(
        ObjectionState? state, string? unit, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Objection>().Where(row =>
            (state == null || row.State == state) && (unit == null || row.UnitCode == unit));
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    public async Task<Objection?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Objection>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    public async Task<BurdenCaps> CapsAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await KeepCaps.ReadAsync(context, stop);
    }

    private static BurdenRow Row(string? code, IEnumerable<Asked> some)
    {
        var all = some.ToList();
        var asked = all.Where(IsAsked).ToList();
        var load = LoadOf(asked);
        return new BurdenRow(
            code, asked.Select(one => one.Unit).Distinct().Count(), load.Tasks, load.Forms,
            load.Inspections, load.Minutes, asked.Where(one => one.IsQuiet).Sum(one => one.Asks),
            all.Where(one => one.Outcome == AskOutcome.Merged).Sum(one => one.Asks),
            all.Where(one => one.Outcome == AskOutcome.Known).Sum(one => one.Asks));
    }

    private static BurdenLoad LoadOf(IEnumerable<Asked> some) => some.Aggregate(
        default(BurdenLoad), (load, one) => load.With(one.Kind, one.Minutes, one.Asks));

    private static bool IsAsked(Asked one) => one.Outcome == AskOutcome.Asked;

    private sealed record Asked(
        string Unit, string AskedBy, AskKind Kind, AskOutcome Outcome, bool IsQuiet, int Asks,
        int Minutes);
}
