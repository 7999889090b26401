using CivicLoop.Domain.Patrols;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>A beat with how many places are on it.</summary>
internal sealed record BeatRow(PatrolBeat Beat, int Places);

/// <summary>A beat with the places on it.</summary>
internal sealed record BeatView(PatrolBeat Beat, IReadOnlyList<PatrolPlace> Places);

/// <summary>A visit with where it leads.</summary>
internal sealed record VisitRow(PatrolVisit Visit, PatrolPlace Place, string Beat);

/// <summary>A check with where it was made.</summary>
internal sealed record CheckRow(PatrolCheck Check, PatrolPlace Place, string Beat);

/// <summary>A plan with what does not fit of it.</summary>
internal sealed record PlanProof(PatrolPlan Plan, IReadOnlyList<PatrolFault> Faults);

/// <summary>Reads beats, plans, visits and checks.</summary>
internal sealed class PatrolLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    /// <summary>Visits of one unit on one day: a patrol sees a place every five minutes of a long
    /// day at most.</summary>
    private const int DayMax = 400;

    /// <summary>The day it is in the city.</summary>
    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    /// <summary>Minute of the day by the city's clocks.</summary>
    public int Minute
    {
        get
        {
            var local = TimeZoneInfo.ConvertTime(time.GetUtcNow(), city.Current.TimeZone);
            return (local.Hour * PatrolWant.MinutesOfHour) + local.Minute;
        }
    }

    /// <summary>Beats in the order of their codes.</summary>
    public async Task<Page<BeatRow>> BeatsAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var from = after ?? "";
        var page = await context.Set<PatrolBeat>().Where(row => row.Code.CompareTo(from) > 0)
            .OrderBy(row => row.Code).Take(limit + 1)
            .Select(row => new
            {
                Beat = row,
                Places = context.Set<PatrolPlace>()
                    .Count(place => place.BeatId == row.Id && place.RemovedDay == null),
            })
            .ToListAsync(stop);
        return Page.Cut(
            page, limit, row => row.Beat.Code, row => new BeatRow(row.Beat, row.Places));
    }

    /// <summary>All beats for a choice; a city has some dozens.</summary>
    public async Task<IReadOnlyList<PatrolBeat>> AllBeatsAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<PatrolBeat>().OrderBy(row => row.Code).Take(PageMax)
            .ToListAsync(stop);
    }

    /// <summary>All beats that are walked, with their places.</summary>
    public async Task<IReadOnlyList<BeatView>> WalkedAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var beats = await context.Set<PatrolBeat>().Where(row => row.State == BeatState.Active)
            .OrderBy(row => row.Code).Take(PageMax).ToListAsync(stop);
        var ids = beats.ConvertAll(beat => beat.Id);
        var places = (await context.Set<PatrolPlace>()
            .Where(row => ids.Contains(row.BeatId) && row.RemovedDay == null)
            .OrderBy(row => row.Code).ToListAsync(stop)).ToLookup(place => place.BeatId);
        return [.. beats.Select(beat => new BeatView(beat, [.. places[beat.Id]]))];
    }

    public async Task<BeatView?> BeatAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await KeepBeats.FindAsync(context, code, stop) is not { } beat)
        {
            return null;
        }

        var places = await context.Set<PatrolPlace>()
            .Where(row => row.BeatId == beat.Id && row.RemovedDay == null)
            .OrderBy(row => row.Code).Take(PatrolRules.PlacesMax).ToListAsync(stop);
        return new BeatView(beat, places);
    }

    /// <summary>What a unit is asked to see on a day, in the order of the plan.</summary>
    public async Task<IReadOnlyList<VisitRow>> DayAsync(
        string unit, DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<PatrolVisit>()
            .Where(row => row.UnitCode == unit && row.Day == day)
            .Join(
                context.Set<PatrolPlace>(), row => row.PlaceId, place => place.Id,
                (visit, place) => new { visit, place })
            .Where(row => row.place.RemovedDay == null || row.visit.Day < row.place.RemovedDay)
            .Join(
                context.Set<PatrolBeat>(), row => row.visit.BeatId, beat => beat.Id,
                (row, beat) => new { row.visit, row.place, beat.Code })
            .OrderBy(row => row.visit.AtMinute).ThenBy(row => row.visit.Id)
            .Take(DayMax).ToListAsync(stop);
        return [.. rows.Select(row => new VisitRow(row.visit, row.place, row.Code))];
    }

    /// <summary>One visit with where it leads; null where there is none.</summary>
    public async Task<VisitRow?> VisitAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var row = await context.Set<PatrolVisit>().Where(row => row.Id == id)
            .Join(
                context.Set<PatrolPlace>(), row => row.PlaceId, place => place.Id,
                (visit, place) => new { visit, place })
            .Join(
                context.Set<PatrolBeat>(), row => row.visit.BeatId, beat => beat.Id,
                (row, beat) => new { row.visit, row.place, beat.Code })
            .FirstOrDefaultAsync(stop);
        return row is null ? null : new VisitRow(row.visit, row.place, row.Code);
    }

    /// <summary>What was seen at a place, the newest first.</summary>
    public async Task<Page<CheckRow>> ChecksAsync(
        PatrolPlace place, string beat, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<PatrolCheck>().Where(row => row.PlaceId == place.Id);
        if (Guid.TryParse(after, out var last))
        {
            rows = rows.Where(row => row.Id.CompareTo(last) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(
            page, limit, row => $"{row.Id}", row => new CheckRow(row, place, beat));
    }

    /// <summary>A place on its beat; null where it is none or no longer.</summary>
    public async Task<PatrolPlace?> PlaceAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<PatrolPlace>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    /// <summary>Plans, the newest first.</summary>
    public async Task<Page<PatrolPlan>> PlansAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<PatrolPlan>().AsQueryable();
        if (!string.IsNullOrEmpty(after))
        {
            rows = rows.Where(row => row.Code.CompareTo(after) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Code).Take(limit + 1)
            .ToListAsync(stop);
        return Page.Cut(page, limit, row => row.Code);
    }

    /// <summary>The first Monday that is not planned yet.</summary>
    public async Task<DateOnly> NextMondayAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var last = await context.Set<PatrolPlan>().OrderByDescending(row => row.ToDay)
            .Select(row => (DateOnly?)row.ToDay).FirstOrDefaultAsync(stop);
        var next = PatrolPlanner.MondayAfter(Today);
        return last is { } end && end >= next ? end.AddDays(1) : next;
    }

    /// <summary>A plan held against what the journal fixed of it; null where there is none.
    /// </summary>
    public async Task<PlanProof?> ProofAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await context.Set<PatrolPlan>().FirstOrDefaultAsync(row => row.Code == code, stop)
            is not { } plan)
        {
            return null;
        }

        var stored = await context.Set<PatrolVisit>().Where(row => row.PlanId == plan.Id)
            .Join(
                context.Set<PatrolPlace>(), row => row.PlaceId, place => place.Id,
                (visit, place) => new { visit, Place = place.Code })
            .Join(
                context.Set<PatrolBeat>(), row => row.visit.BeatId, beat => beat.Id,
                (row, beat) => new { row.visit, row.Place, Beat = beat.Code })
            .Take(PatrolRules.VisitsMax).ToListAsync(stop);
        var looks = stored
            .Select(row => new PlannedLook(
                row.Beat, row.Place, row.visit.UnitCode, row.visit.Day,
                new PatrolWant(
                    "", row.visit.FromHour, row.visit.ToHour, 1, WantPeriod.Day),
                row.visit.FromMinute, row.visit.ToMinute, row.visit.AtMinute))
            .Order(PlannedLook.InTime).ToList();
        var told = await PlanPatrols.FixedAsync(context, plan.Id, stop);
        return new PlanProof(plan, PatrolRules.Check(told, plan, looks));
    }

    /// <summary>The check a case came from; null where it came from elsewhere.</summary>
    public async Task<PatrolCheck?> OfCaseAsync(Guid caseId, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<PatrolCheck>()
            .FirstOrDefaultAsync(row => row.CaseId == caseId, stop);
    }
}
