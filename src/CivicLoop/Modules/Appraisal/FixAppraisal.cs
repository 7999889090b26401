using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Fixes the final list of a year: stored with a hash that the journal holds too. What was
/// fixed stays; after a reopening with its reason the next list is another revision.</summary>
internal sealed class FixAppraisal(
    CityDatabase database, WriteAppraisal writes, AppraisalFigures figures)
{
    private const int NamedMax = 5;

    /// <summary>Errors: the caller may not; the year is not issued; its scores are not published
    /// yet; a unit is not settled; a revision without a reason.</summary>
    public async Task<Outcome<FixedList>> FixAsync(
        int year, string? reason, Caller caller, CancellationToken stop = default)
    {
        var book = await FiguresAsync(year, stop);
        return await writes.RunAsync<FixedList>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                if (!YearRules.Fix(write.Year).Try(out var closed, out var wrong))
                {
                    return wrong;
                }

                var targets = await ComputeFinal.TargetsAsync(write.Reads, write.Year, stop);
                var day = write.Today < write.Year.LastDay ? write.Today : write.Year.LastDay;
                var sheet = await ComputeFinal.RunAsync(
                    write.Reads, write.Year, targets, book, day, stop);
                var last = await write.Reads.Set<FixedList>()
                    .Where(row => row.AppraisalId == write.Year.Id)
                    .MaxAsync(row => (int?)row.Revision, stop) ?? 0;
                if ((RefuseUnpublished(write.Year, targets, book)
                    ?? RefuseUnsettled(write, sheet)
                    ?? (last > 0
                        ? TextRule.Needed(reason, "reason", YearRules.WordsMax)
                        : null)) is { } refused)
                {
                    return refused;
                }

                return await write.Session.UpdateAsync(closed, write.Year.Version)
                    ? await StoreAsync(write, sheet, book, day, last + 1, reason)
                    : new Problem(ProblemCode.ChangedMeanwhile, "version");
            },
            stop);
    }

    /// <summary>Lets what the list rests on change again. Errors: the caller may not; as
    /// <see cref="YearRules.Reopen"/>.</summary>
    public Task<Outcome<AppraisalYear>> ReopenAsync(
        int year, string? reason, Caller caller, CancellationToken stop = default) =>
        writes.RunAsync<AppraisalYear>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                if (!YearRules.Reopen(write.Year, reason).Try(out var open, out var wrong))
                {
                    return wrong;
                }

                if (!await write.Session.UpdateAsync(open, write.Year.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await write.NoteAsync(
                    open.Id, "appraisal.Reopened", new { Reason = reason!.Trim() });
                return open;
            },
            stop);

    private async Task<FixedList> StoreAsync(
        AppraisalWrite write, FinalSheet sheet, FigureBook book, DateOnly day, int revision,
        string? reason)
    {
        var list = new FixedList
        {
            Id = Ids.New(write.Now), AppraisalId = write.Year.Id, Revision = revision,
            Reason = reason?.Trim() ?? "", PublicationId = book.Source?.PublicationId,
            ScorePeriod = book.Source?.Period ?? "", ScoreRevision = book.Source?.Revision ?? 0,
            LastDay = day, Hash = ListProof.HashOf(sheet.Rows, sheet.Parts),
            FixedBy = write.Caller.Actor, FixedAt = write.Now,
        };
        await write.Session.InsertAsync(list);
        foreach (var (position, row) in sheet.Rows.Index())
        {
            await write.Session.InsertAsync(FixedRow.Of(list.Id, row, position));
        }

        foreach (var part in sheet.Parts)
        {
            await write.Session.InsertAsync(FixedPart.Of(list.Id, part));
        }

        await write.NoteAsync(
            write.Year.Id, "appraisal.Fixed",
            new
            {
                list.Id, write.Year.Year, list.Revision, list.Hash, list.PublicationId,
                Units = sheet.Rows.Count,
            });
        foreach (var row in sheet.Rows)
        {
            await writes.TellAsync(
                write, row.UnitCode, "appraisal-fixed", write.Year.Name, write.Today,
                AppraisalPages.List(write.Year.Year));
        }

        return list;
    }

    private async Task<FigureBook> FiguresAsync(int year, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<AppraisalYear>()
            .FirstOrDefaultAsync(row => row.Year == year, stop) is { } found
            ? await figures.FinalAsync(
                found, await ComputeFinal.TargetsAsync(context, found, stop), stop)
            : FigureBook.Empty;
    }

    private static Problem? RefuseUnpublished(
        AppraisalYear year, IReadOnlyList<AppraisalTarget> targets, FigureBook book) =>
        book.Source is null && targets.Any(one => one.Kind == TargetKind.Figure)
            ? new Problem(ProblemCode.NotFound, "period", $"{year.CardCode} {year.Period}")
            : null;

    private static Problem? RefuseUnsettled(AppraisalWrite write, FinalSheet sheet)
    {
        var open = sheet.Sheets
            .Where(one => !SheetRules.IsSettled(write.Year, one, write.Today)
                || sheet.Entries[one.UnitCode].Any(entry => !entry.IsSettled(write.Today)))
            .Select(one => one.UnitCode).ToList();
        return open.Count == 0
            ? null
            : new Problem(
                ProblemCode.AppraisalUnsettled, null, open.Count,
                string.Join(" ", open.Take(NamedMax)));
    }
}
