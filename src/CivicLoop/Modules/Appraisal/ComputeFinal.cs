using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A final list as it comes out of what is stored.</summary>
internal sealed record FinalSheet(
    IReadOnlyList<FinalRow> Rows, IReadOnlyList<FinalPart> Parts,
    IReadOnlyList<AppraisalSheet> Sheets, ILookup<string, AppraisalEntry> Entries);

/// <summary>Adds a year up: targets with their figures and judgements, entries, standings and what
/// earlier lists said. Fixing and proving a list come through here.</summary>
internal static class ComputeFinal
{
    /// <summary>All targets of a year, in the order of units and codes.</summary>
    public static Task<List<AppraisalTarget>> TargetsAsync(
        CityContext context, AppraisalYear year, CancellationToken stop) =>
        context.Set<AppraisalTarget>().Where(row => row.AppraisalId == year.Id)
            .OrderBy(row => row.UnitCode).ThenBy(row => row.Code)
            .Take(SetTargets.TargetsMax).ToListAsync(stop);

    /// <param name="day">The day whose standings count.</param>
    public static async Task<FinalSheet> RunAsync(
        CityContext context, AppraisalYear year, IReadOnlyList<AppraisalTarget> targets,
        FigureBook figures, DateOnly day, CancellationToken stop)
    {
        var sheets = await context.Set<AppraisalSheet>()
            .Where(row => row.AppraisalId == year.Id).OrderBy(row => row.UnitCode)
            .Take(SetTargets.TargetsMax).ToListAsync(stop);
        var entries = (await context.Set<AppraisalEntry>()
            .Where(row => row.AppraisalId == year.Id).OrderBy(row => row.Id)
            .Take(SetTargets.TargetsMax).ToListAsync(stop)).ToLookup(one => one.UnitCode);
        var units = sheets.Select(one => one.UnitCode).ToList();
        var standings = (await context.Set<UnitStanding>()
            .Where(row => units.Contains(row.UnitCode)).ToListAsync(stop))
            .ToLookup(one => one.UnitCode);
        var before = await BeforeAsync(context, year, stop);
        var parts = targets.Select(one => Part(one, figures)).ToLookup(one => one.UnitCode);
        var rows = FinalList.Of(year, sheets.Select(sheet => new FinalInput(
            sheet, [.. parts[sheet.UnitCode]], [.. entries[sheet.UnitCode]],
            Standing.On(standings[sheet.UnitCode], day)?.Status ?? StandingStatus.Clear,
            [.. before[sheet.UnitCode]])));
        return new FinalSheet(
            rows, [.. sheets.SelectMany(sheet => parts[sheet.UnitCode])], sheets, entries);
    }

    private static FinalPart Part(AppraisalTarget target, FigureBook figures)
    {
        var figure = figures.Of(target)?.Milli;
        return new FinalPart(
            target.UnitCode, target.Id, target.Code, target.PointsMilli,
            target.ReachedMilli(figure),
            target.Kind == TargetKind.Figure ? figure : target.JudgedMilli);
    }

    // The newest list of each earlier year the rule looks at.
    private static async Task<ILookup<string, YearBefore>> BeforeAsync(
        CityContext context, AppraisalYear year, CancellationToken stop)
    {
        var first = year.Year - Math.Max(1, year.WithinYears - 1);
        var lists = context.Set<FixedList>();
        var rows = await lists
            .Where(row => !lists.Any(other => other.AppraisalId == row.AppraisalId
                && other.Revision > row.Revision))
            .Join(
                context.Set<AppraisalYear>().Where(one =>
                    one.Year >= first && one.Year < year.Year),
                row => row.AppraisalId, one => one.Id, (row, one) => new { row.Id, one.Year })
            .Join(
                context.Set<FixedRow>(), one => one.Id, row => row.ListId,
                (one, row) => new { one.Year, Row = row })
            .ToListAsync(stop);
        return rows.ToLookup(
            one => one.Row.UnitCode,
            one => new YearBefore(
                one.Year,
                TwoYearRule.IsBad(one.Row.Standing, one.Row.StandingSource, one.Row.Grade),
                one.Row.Standing == StandingStatus.Revoked
                    && one.Row.StandingSource != StandingSource.Carried));
    }
}
