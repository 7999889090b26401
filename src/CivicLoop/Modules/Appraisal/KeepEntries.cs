using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A deduction or commendation as a form or a program says it.</summary>
internal sealed record EntryInput(
    EntryKind? Kind, int? PointsMilli, string? BasisName, string? BasisNumber,
    DateOnly? BasisDay, string? Reason, DateOnly? AnswerDay);

/// <summary>Deductions and commendations of units: entered by a document, answered by the unit,
/// ruled on by the office.</summary>
internal sealed class KeepEntries(CityDatabase database, WriteAppraisal writes)
{
    /// <summary>Errors: the caller may not, or is of the unit; the year is not issued; as
    /// <see cref="EntryRules.Refuse"/>.</summary>
    public Task<Outcome<AppraisalEntry>> EnterAsync(
        int year, string unit, EntryInput input, Caller caller,
        CancellationToken stop = default) =>
        writes.RunAsync<AppraisalEntry>(
            year, unit, caller, Permission.AppraisalKeep,
            async (write, sheet) =>
            {
                if ((YearRules.RefuseUnless(write.Year, AppraisalState.Issued)
                    ?? Missing(input)) is { } refused)
                {
                    return refused;
                }

                var wanted = new AppraisalEntry
                {
                    Id = Ids.New(write.Now), AppraisalId = write.Year.Id, UnitCode = unit,
                    Kind = input.Kind!.Value, PointsMilli = input.PointsMilli!.Value,
                    BasisName = input.BasisName?.Trim() ?? "",
                    BasisNumber = input.BasisNumber?.Trim() ?? "",
                    BasisDay = input.BasisDay ?? default,
                    Reason = input.Reason?.Trim() ?? "", AnswerDay = input.AnswerDay!.Value,
                    EnteredBy = caller.Actor, EnteredAt = write.Now, State = EntryState.Open,
                };
                if (EntryRules.Refuse(wanted, write.Today) is { } wrong)
                {
                    return wrong;
                }

                await write.Session.InsertAsync(wanted);
                await write.NoteAsync(
                    sheet.Id, "appraisal.EntryMade",
                    new
                    {
                        wanted.Id, wanted.Kind, wanted.PointsMilli, wanted.BasisNumber,
                        wanted.BasisDay,
                    });
                await writes.TellAsync(
                    write, unit, "appraisal-entry",
                    new LocalText(
                        $"{wanted.BasisName}（{wanted.BasisNumber}）",
                        $"{wanted.BasisName} ({wanted.BasisNumber})"),
                    wanted.AnswerDay);
                return wanted;
            },
            stop);

    /// <summary>Errors: the caller may not, or is not of the unit; as
    /// <see cref="EntryRules.Answer"/>.</summary>
    public Task<Outcome<AppraisalEntry>> AnswerAsync(
        Guid id, string? words, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller, Permission.AppraisalWork, "appraisal.EntryAnswered",
            (write, entry) => EntryRules.Answer(entry, words, write.Today, write.Now), stop);

    /// <summary>Errors: the caller may not, or is of the unit; as <see cref="EntryRules.Rule"/>.
    /// </summary>
    public Task<Outcome<AppraisalEntry>> RuleAsync(
        Guid id, bool isKept, string? words, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller, Permission.AppraisalKeep, "appraisal.EntryRuled",
            (write, entry) => EntryRules.Rule(entry, isKept, words, write.Today, write.Now),
            stop);

    private async Task<Outcome<AppraisalEntry>> ChangeAsync(
        Guid id, Caller caller, Permission permission, string kind,
        Func<AppraisalWrite, AppraisalEntry, Outcome<AppraisalEntry>> change,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var at = await context.Set<AppraisalEntry>().Where(row => row.Id == id)
            .Join(
                context.Set<AppraisalYear>(), row => row.AppraisalId, year => year.Id,
                (row, year) => new { year.Year, row.UnitCode })
            .FirstOrDefaultAsync(stop);
        if (at is null)
        {
            return caller.RefuseUnlessStaff()
                ?? new Problem(ProblemCode.NotFound, "entry", $"{id}");
        }

        return await writes.RunAsync<AppraisalEntry>(
            at.Year, at.UnitCode, caller, permission,
            async (write, sheet) =>
            {
                var before = await write.Reads.Set<AppraisalEntry>()
                    .FirstAsync(row => row.Id == id, stop);
                if (YearRules.RefuseUnless(write.Year, AppraisalState.Issued) is { } closed)
                {
                    return closed;
                }

                if (!change(write, before).Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (!await write.Session.UpdateAsync(after, before.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await write.NoteAsync(sheet.Id, kind, new { after.Id, after.State });
                if (permission == Permission.AppraisalKeep)
                {
                    await writes.TellAsync(
                        write, after.UnitCode, "appraisal-ruled", write.Year.Name, write.Today);
                }

                return after;
            },
            stop);
    }

    private static Problem? Missing(EntryInput input) =>
        TextRule.Needed(input.BasisName, "basisName", BasisDocument.NameMax)
        ?? (input.BasisDay is null ? new Problem(ProblemCode.FieldRequired, "basisDay")
            : input.Kind is null ? new Problem(ProblemCode.FieldRequired, "kind")
            : input.PointsMilli is null ? new Problem(ProblemCode.FieldRequired, "points")
            : input.AnswerDay is null ? new Problem(ProblemCode.FieldRequired, "answerDay")
            : null);
}
