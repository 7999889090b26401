using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>How far one unit is.</summary>
/// <param name="State">Null while the year is a draft.</param>
internal sealed record UnitProgress(
    string Unit, SheetState? State, int Targets, int Claimed, int Judged, int ToJudge,
    int PointsMilli);

/// <summary>A target with its newest check and its computed figure.</summary>
internal sealed record TargetLineView(
    AppraisalTarget Target, TargetCheck? Check, int? FigureMilli, string? FigureAddress)
{
    public int? ReachedMilli => Target.ReachedMilli(FigureMilli);
}

/// <summary>All there is of a unit's sheet.</summary>
/// <param name="Sheet">Null while the year is a draft.</param>
/// <param name="Period">The period the figures are of; null where nothing was published.</param>
/// <param name="Row">Of the newest final list; null before.</param>
internal sealed record SheetView(
    AppraisalYear Year, string Unit, AppraisalSheet? Sheet,
    IReadOnlyList<TargetLineView> Targets, IReadOnlyList<AppraisalEntry> Entries,
    UnitStanding? Standing, string? Period, FixedRow? Row);

/// <summary>All there is of one target.</summary>
/// <param name="Held">What the references name, as far as it is there.</param>
internal sealed record TargetView(
    SheetView Sheet, TargetLineView Line, IReadOnlyList<TargetCheck> Checks,
    IReadOnlyList<TargetFile> Files, IReadOnlyList<TargetReference> References,
    IReadOnlyDictionary<(string Kind, string Key), HeldEvidence> Held);

/// <summary>A final list with its rows.</summary>
internal sealed record ListView(
    AppraisalYear Year, FixedList List, IReadOnlyList<FixedRow> Rows,
    IReadOnlyList<FixedList> Revisions);

/// <summary>Reads appraisals. Sheets are for the office, for leaders and for the unit itself; once
/// the list is fixed all staff read them, as they read scores.</summary>
internal sealed class AppraisalLists(
    CityDatabase database, AppraisalFigures figures, IEnumerable<IEvidenceSource> sources)
{
    public const int PageMax = 200;

    // Decades of appraisals, and every unit of a large city.
    private const int YearsMax = 100;
    private const int RowsMax = 5_000;

    /// <summary>Whether a caller may read a unit's sheet.</summary>
    public static Problem? Refuse(Caller caller, AppraisalYear year, string unit) =>
        caller.RefuseUnlessStaff()
        ?? (year.State == AppraisalState.Fixed || caller.OrganizationCode == unit
            || caller.MaySomewhere(Permission.AppraisalKeep)
            || caller.MaySomewhere(Permission.EvaluationSee)
            ? null
            : new Problem(ProblemCode.AppraisalNotYours, null, unit));

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<AppraisalYear>> YearsAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<AppraisalYear>().OrderByDescending(row => row.Year)
            .Take(YearsMax).ToListAsync(stop);
    }

    /// <summary>Error: there is none.</summary>
    public async Task<Outcome<AppraisalYear>> FindAsync(int year, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<AppraisalYear>()
            .FirstOrDefaultAsync(row => row.Year == year, stop) is { } found
            ? found
            : new Problem(ProblemCode.NotFound, "year", $"{year}");
    }

    /// <summary>Units by code with how far they are: two queries.</summary>
    /// <param name="only">One unit alone; null for all.</param>
    public async Task<Page<UnitProgress>> UnitsAsync(
        AppraisalYear year, string? only, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<AppraisalTarget>().Where(row => row.AppraisalId == year.Id
            && (only == null || row.UnitCode == only));
        if (!string.IsNullOrEmpty(after))
        {
            rows = rows.Where(row => row.UnitCode.CompareTo(after) > 0);
        }

        var page = await rows.GroupBy(row => row.UnitCode)
            .Select(group => new
            {
                Unit = group.Key, Targets = group.Count(),
                Claimed = group.Count(row => row.ClaimMilli != null),
                Judged = group.Count(row => row.JudgedMilli != null),
                ToJudge = group.Count(row => row.Kind == TargetKind.Deliverable),
                Points = group.Sum(row => row.PointsMilli),
            })
            .OrderBy(one => one.Unit).Take(limit + 1).ToListAsync(stop);
        var units = page.Select(one => one.Unit).ToList();
        var states = await context.Set<AppraisalSheet>()
            .Where(row => row.AppraisalId == year.Id && units.Contains(row.UnitCode))
            .ToDictionaryAsync(row => row.UnitCode, row => row.State, stop);
        List<UnitProgress> items =
        [
            .. page.Select(one => new UnitProgress(
                one.Unit, states.TryGetValue(one.Unit, out var state) ? state : null,
                one.Targets, one.Claimed, one.Judged, one.ToJudge, one.Points)),
        ];
        return Page.Cut(items, limit, row => row.Unit);
    }

    /// <summary>A unit's sheet; a fixed one with the figures of its list. Error: there is none.
    /// </summary>
    public async Task<Outcome<SheetView>> SheetAsync(
        int year, string unit, DateOnly today, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await context.Set<AppraisalYear>().FirstOrDefaultAsync(row => row.Year == year, stop)
            is not { } found)
        {
            return new Problem(ProblemCode.NotFound, "year", $"{year}");
        }

        var targets = await context.Set<AppraisalTarget>()
            .Where(row => row.AppraisalId == found.Id && row.UnitCode == unit)
            .OrderBy(row => row.Code).Take(TargetRules.PerUnitMax).ToListAsync(stop);
        if (targets.Count == 0)
        {
            return new Problem(ProblemCode.NotFound, "unit", unit);
        }

        var list = found.State != AppraisalState.Fixed ? null : await context.Set<FixedList>()
            .Where(row => row.AppraisalId == found.Id)
            .OrderByDescending(row => row.Revision).FirstAsync(stop);
        var book = list is null
            ? await figures.SoFarAsync(found, targets, stop)
            : await figures.OfAsync(VerifyAppraisal.SourceOf(found, list), targets, stop);
        var checks = await NewestAsync(context, targets, stop);
        var day = today < found.LastDay ? today : found.LastDay;
        return new SheetView(
            found, unit,
            await context.Set<AppraisalSheet>().FirstOrDefaultAsync(
                row => row.AppraisalId == found.Id && row.UnitCode == unit, stop),
            [
                .. targets.Select(one => new TargetLineView(
                    one, checks.GetValueOrDefault(one.Id), book.Of(one)?.Milli,
                    book.Of(one)?.Address)),
            ],
            await context.Set<AppraisalEntry>()
                .Where(row => row.AppraisalId == found.Id && row.UnitCode == unit)
                .OrderBy(row => row.Id).Take(PageMax).ToListAsync(stop),
            Standing.On(
                await context.Set<UnitStanding>().Where(row => row.UnitCode == unit)
                    .ToListAsync(stop),
                day),
            book.Source?.Period,
            list is null ? null : await context.Set<FixedRow>().FirstOrDefaultAsync(
                row => row.ListId == list.Id && row.UnitCode == unit, stop));
    }

    /// <summary>Error: there is none.</summary>
    public async Task<Outcome<TargetView>> TargetAsync(
        int year, string unit, string code, DateOnly today, CancellationToken stop)
    {
        if (!(await SheetAsync(year, unit, today, stop)).Try(out var sheet, out var missing))
        {
            return missing;
        }

        if (sheet.Targets.FirstOrDefault(one => one.Target.Code == code) is not { } line)
        {
            return new Problem(ProblemCode.NotFound, "target", code);
        }

        await using var context = database.OpenContext();
        var id = line.Target.Id;
        var references = await context.Set<TargetReference>()
            .Where(row => row.TargetId == id).OrderBy(row => row.N).ToListAsync(stop);
        return new TargetView(
            sheet, line,
            await context.Set<TargetCheck>().Where(row => row.TargetId == id)
                .OrderByDescending(row => row.N).Take(PageMax).ToListAsync(stop),
            await context.Set<TargetFile>().Where(row => row.TargetId == id)
                .OrderBy(row => row.N).ToListAsync(stop),
            references, await HeldAsync(references, stop));
    }

    /// <summary>A deduction or commendation with its year; null where there is none.</summary>
    public async Task<(AppraisalYear Year, AppraisalEntry Entry)?> EntryAsync(
        Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<AppraisalEntry>().Where(row => row.Id == id)
            .Join(
                context.Set<AppraisalYear>(), row => row.AppraisalId, year => year.Id,
                (row, year) => new { Year = year, Entry = row })
            .FirstOrDefaultAsync(stop);
        return found is null ? null : (found.Year, found.Entry);
    }

    /// <summary>A final list; the newest unless a revision is named. Error: none is fixed.
    /// </summary>
    public async Task<Outcome<ListView>> ListAsync(
        int year, int? revision, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<AppraisalYear>()
            .FirstOrDefaultAsync(row => row.Year == year, stop);
        var lists = found is null
            ? []
            : await context.Set<FixedList>().Where(row => row.AppraisalId == found.Id)
                .OrderByDescending(row => row.Revision).Take(PageMax).ToListAsync(stop);
        var list = lists.FirstOrDefault(one => revision is null || one.Revision == revision);
        return list is null
            ? new Problem(ProblemCode.NotFound, "list", $"{year}")
            : new ListView(
                found!, list,
                await context.Set<FixedRow>().Where(row => row.ListId == list.Id)
                    .OrderBy(row => row.Position).Take(RowsMax).ToListAsync(stop),
                lists);
    }

    /// <summary>The parts of a list, for its export and its proof.</summary>
    public async Task<IReadOnlyList<FixedPart>> PartsAsync(Guid list, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<FixedPart>().Where(row => row.ListId == list)
            .OrderBy(row => row.UnitCode).ThenBy(row => row.TargetCode)
            .Take(SetTargets.TargetsMax).ToListAsync(stop);
    }

    /// <summary>All targets of a year, for a list that can be sent again.</summary>
    public async Task<IReadOnlyList<AppraisalTarget>> TargetsAsync(
        AppraisalYear year, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await ComputeFinal.TargetsAsync(context, year, stop);
    }

    /// <summary>Standings of units, the newest first.</summary>
    public async Task<Page<UnitStanding>> StandingsAsync(
        Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<UnitStanding> rows = context.Set<UnitStanding>();
        if (after is { } last)
        {
            rows = rows.Where(row => row.Id.CompareTo(last) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1)
            .ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    private static async Task<Dictionary<Guid, TargetCheck>> NewestAsync(
        CityContext context, IReadOnlyList<AppraisalTarget> targets, CancellationToken stop)
    {
        var ids = targets.Select(one => one.Id).ToList();
        var all = context.Set<TargetCheck>();
        return await all
            .Where(row => ids.Contains(row.TargetId)
                && !all.Any(other => other.TargetId == row.TargetId && other.N > row.N))
            .ToDictionaryAsync(row => row.TargetId, stop);
    }

    private async Task<IReadOnlyDictionary<(string, string), HeldEvidence>> HeldAsync(
        IReadOnlyList<TargetReference> references, CancellationToken stop)
    {
        var held = new Dictionary<(string, string), HeldEvidence>();
        foreach (var group in references.GroupBy(one => one.Kind))
        {
            if (sources.FirstOrDefault(one => one.Kind == group.Key) is not { } source)
            {
                continue;
            }

            foreach (var (key, one) in await source.NameAsync(
                [.. group.Select(one => one.RefKey)], stop))
            {
                held[(group.Key, key)] = one;
            }
        }

        return held;
    }
}
