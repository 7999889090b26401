using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>The half-year check: by the office's words, or by the computed figures of all targets
/// that have one.</summary>
internal sealed class CheckTarget(
    CityDatabase database, WriteAppraisal writes, AppraisalFigures figures)
{
    /// <summary>Errors: the caller may not, or is of the unit; the year is not issued; no such
    /// target; no words.</summary>
    public async Task<Outcome<TargetCheck>> RunAsync(
        int year, string unit, string code, CheckState? state, string? words, Caller caller,
        CancellationToken stop = default)
    {
        var book = await BookAsync(year, unit, stop);
        return await writes.RunAsync<TargetCheck>(
            year, unit, code, caller, Permission.AppraisalKeep,
            async (write, sheet, target) =>
            {
                if (YearRules.RefuseUnless(write.Year, AppraisalState.Issued) is { } closed)
                {
                    return closed;
                }

                if (state is not { } said)
                {
                    return new Problem(ProblemCode.FieldRequired, "state");
                }

                var last = await write.Reads.Set<TargetCheck>()
                    .Where(row => row.TargetId == target.Id)
                    .MaxAsync(row => (int?)row.N, stop) ?? 0;
                if (!TargetCheck.Make(
                        Seen(target, last + 1, said, words ?? "", book, write), false)
                    .Try(out var made, out var wrong))
                {
                    return wrong;
                }

                await StoreAsync(write, sheet.Id, made, code);
                await writes.TellAsync(
                    write, unit, "appraisal-checked", target.Name, target.DueDay,
                    AppraisalPages.Target(year, unit, code));
                return made;
            },
            stop);
    }

    /// <summary>Checks every target of the year that has a computed figure; answers how many.
    /// Errors: the caller may not; the year is not issued.</summary>
    public async Task<Outcome<int>> LookAsync(
        int year, Caller caller, CancellationToken stop = default)
    {
        var book = await BookAsync(year, null, stop);
        return await writes.RunAsync<int>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                if (YearRules.RefuseUnless(write.Year, AppraisalState.Issued) is { } closed)
                {
                    return closed;
                }

                var context = write.Reads;
                var targets = (await TargetsAsync(context, write.Year.Id, null, stop))
                    .Where(one => book.Of(one)?.Milli is not null
                        && one.UnitCode != write.Caller.OrganizationCode).ToList();
                var sheets = await context.Set<AppraisalSheet>()
                    .Where(row => row.AppraisalId == write.Year.Id)
                    .ToDictionaryAsync(row => row.UnitCode, row => row.Id, stop);
                var last = await context.Set<TargetCheck>()
                    .Where(row => context.Set<AppraisalTarget>().Any(
                        one => one.Id == row.TargetId && one.AppraisalId == write.Year.Id))
                    .GroupBy(row => row.TargetId)
                    .Select(group => new { group.Key, N = group.Max(row => row.N) })
                    .ToDictionaryAsync(one => one.Key, one => one.N, stop);
                foreach (var target in targets)
                {
                    var state = TargetCheck.Look(target, book.Of(target)!.Milli!.Value);
                    var n = last.GetValueOrDefault(target.Id) + 1;
                    await StoreAsync(
                        write, sheets[target.UnitCode],
                        Seen(target, n, state, "", book, write), target.Code);
                }

                foreach (var unit in targets.Select(one => one.UnitCode).Distinct())
                {
                    await writes.TellAsync(
                        write, unit, "appraisal-checked", write.Year.Name, write.Year.SelfDay);
                }

                return targets.Count;
            },
            stop);
    }

    private static TargetCheck Seen(
        AppraisalTarget target, int n, CheckState state, string words, FigureBook book,
        AppraisalWrite write)
    {
        var figure = book.Of(target)?.Milli;
        return new TargetCheck(
            target.Id, n, state, words, figure,
            figure is null ? "" : book.Source!.Period, write.Caller.Actor, write.Now);
    }

    private static async Task StoreAsync(
        AppraisalWrite write, Guid sheet, TargetCheck made, string code)
    {
        await write.Session.InsertAsync(made);
        await write.NoteAsync(
            sheet, "appraisal.Checked", new { code, made.N, made.State, made.FigureMilli });
    }

    private async Task<FigureBook> BookAsync(int year, string? unit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<AppraisalYear>()
            .FirstOrDefaultAsync(row => row.Year == year, stop) is { } found
            ? await figures.SoFarAsync(
                found, await TargetsAsync(context, found.Id, unit, stop), stop)
            : FigureBook.Empty;
    }

    private static Task<List<AppraisalTarget>> TargetsAsync(
        CityContext context, Guid year, string? unit, CancellationToken stop) =>
        context.Set<AppraisalTarget>()
            .Where(row => row.AppraisalId == year && (unit == null || row.UnitCode == unit))
            .OrderBy(row => row.UnitCode).ThenBy(row => row.Code)
            .Take(SetTargets.TargetsMax).ToListAsync(stop);
}
