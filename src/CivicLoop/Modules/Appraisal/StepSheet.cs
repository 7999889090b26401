using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Takes a sheet from the unit to the office, to the head's signature and, where the unit
/// objects, to the ruling.</summary>
internal sealed class StepSheet(WriteAppraisal writes)
{
    /// <summary>Who takes a step.</summary>
    public static Permission PermissionOf(SheetStep step) =>
        SheetRules.IsOffices(step) ? Permission.AppraisalKeep
        : step == SheetStep.HandIn ? Permission.AppraisalWork
        : Permission.AppraisalSign;

    /// <summary>Errors: the caller may not, or stands on the other side; as
    /// <see cref="SheetRules.Take"/>.</summary>
    public Task<Outcome<AppraisalSheet>> RunAsync(
        int year, string unit, SheetStep step, string? words, Caller caller,
        CancellationToken stop = default) =>
        writes.RunAsync<AppraisalSheet>(
            year, unit, caller, PermissionOf(step),
            async (write, sheet) =>
            {
                var targets = await write.Reads.Set<AppraisalTarget>()
                    .Where(row => row.AppraisalId == write.Year.Id && row.UnitCode == unit)
                    .Take(TargetRules.PerUnitMax).ToListAsync(stop);
                if (!SheetRules.Take(
                        write.Year, sheet, targets, step, words, caller.Actor, write.Today,
                        write.Now)
                    .Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (!await write.Session.UpdateAsync(after, sheet.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await write.NoteAsync(
                    sheet.Id, "appraisal.Stepped", new { step, after.State });
                await TellAsync(write, after, step);
                return after;
            },
            stop);

    // The unit hears of what the office decided.
    private Task TellAsync(AppraisalWrite write, AppraisalSheet sheet, SheetStep step) =>
        !SheetRules.IsOffices(step) ? Task.CompletedTask
        : step == SheetStep.Present
            ? writes.TellAsync(
                write, sheet.UnitCode, "appraisal-presented", write.Year.Name,
                write.Year.SignDay)
        : writes.TellAsync(
            write, sheet.UnitCode, "appraisal-ruled", write.Year.Name, write.Today);
}
