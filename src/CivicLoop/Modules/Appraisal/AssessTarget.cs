using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Self-assessment by the unit and judgement by the office. The computed figure is read
/// here and written by nobody.</summary>
internal sealed class AssessTarget(
    CityDatabase database, WriteAppraisal writes, AppraisalFigures figures)
{
    /// <summary>Errors: the caller may not, or is not of the unit; the sheet was handed in; the
    /// last day has passed; as <see cref="TargetRules.Claim"/>.</summary>
    public async Task<Outcome<AppraisalTarget>> ClaimAsync(
        int year, string unit, string code, TargetClaim claim, Caller caller,
        CancellationToken stop = default)
    {
        var figure = await FigureAsync(year, unit, code, stop);
        return await writes.RunAsync<AppraisalTarget>(
            year, unit, code, caller, Permission.AppraisalWork,
            async (write, sheet, target) =>
                RefuseClosed(write, sheet) is { } closed ? closed
                : !TargetRules.Claim(
                        target, claim, figure, write.Year.MarginMilli, caller.Actor, write.Now)
                    .Try(out var claimed, out var wrong) ? wrong
                : await StoreAsync(
                    write, sheet, target, claimed, "appraisal.Assessed",
                    new { code, claimed.ClaimMilli, claimed.ClaimFigureMilli }),
            stop);
    }

    /// <summary>Errors: the caller may not, or is of the unit; the sheet is not handed in; as
    /// <see cref="TargetRules.Judge"/>.</summary>
    public Task<Outcome<AppraisalTarget>> JudgeAsync(
        int year, string unit, string code, int? judgedMilli, string? words, Caller caller,
        CancellationToken stop = default) =>
        writes.RunAsync<AppraisalTarget>(
            year, unit, code, caller, Permission.AppraisalKeep,
            async (write, sheet, target) =>
                YearRules.RefuseUnless(write.Year, AppraisalState.Issued) is { } closed ? closed
                : !MayJudge(write.Year, sheet, write.Today)
                    ? new Problem(
                        ProblemCode.AppraisalSheetNotNow, null, sheet.State, SheetStep.Present)
                : !TargetRules.Judge(target, judgedMilli, words, caller.Actor, write.Now)
                    .Try(out var judged, out var wrong) ? wrong
                : await StoreAsync(
                    write, sheet, target, judged, "appraisal.Judged",
                    new { code, judged.JudgedMilli }),
            stop);

    /// <summary>Whether deliverables of a sheet are judged now: it was handed in, or nobody did in
    /// time.</summary>
    public static bool MayJudge(AppraisalYear year, AppraisalSheet sheet, DateOnly today) =>
        sheet.State == SheetState.HandedIn
        || (sheet.State == SheetState.Open && today > year.SelfDay);

    /// <summary>Null while a unit may write in its sheet.</summary>
    public static Problem? RefuseClosed(AppraisalWrite write, AppraisalSheet sheet) =>
        YearRules.RefuseUnless(write.Year, AppraisalState.Issued)
        ?? (sheet.State != SheetState.Open
            ? new Problem(
                ProblemCode.AppraisalSheetNotNow, null, sheet.State, SheetStep.HandIn)
            : SheetRules.Late(write.Year.SelfDay, write.Today));

    private static async Task<Outcome<AppraisalTarget>> StoreAsync(
        AppraisalWrite write, AppraisalSheet sheet, AppraisalTarget before,
        AppraisalTarget after, string kind, object facts)
    {
        if (!await write.Session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await write.NoteAsync(sheet.Id, kind, facts);
        return after;
    }

    private async Task<int?> FigureAsync(
        int year, string unit, string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await context.Set<AppraisalYear>().FirstOrDefaultAsync(row => row.Year == year, stop)
                is not { } found
            || await context.Set<AppraisalTarget>().FirstOrDefaultAsync(
                row => row.AppraisalId == found.Id && row.UnitCode == unit && row.Code == code,
                stop) is not { } target)
        {
            return null;
        }

        return (await figures.SoFarAsync(found, [target], stop)).Of(target)?.Milli;
    }
}
