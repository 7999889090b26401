using System.Linq.Expressions;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Keeps what shows that a target was reached: files, and closed cases or visits by
/// reference, entered once where they belong. Photos are never asked for.</summary>
internal sealed class KeepEvidence(
    WriteAppraisal writes, TakeInFile takeIn, IEnumerable<IEvidenceSource> sources)
{
    /// <summary>Of each kind, per target; more is an archive, no evidence.</summary>
    public const int PerTargetMax = 20;

    /// <summary>Names what the loop already holds. Errors: the caller may not, or is not of the
    /// unit; the sheet was handed in; nothing of the kind the caller may see; too many.</summary>
    /// <param name="word">Kind and key, for example <c>case:KM-2026-000012</c>.</param>
    public async Task<Outcome<TargetReference>> NameAsync(
        int year, string unit, string code, string? word, Caller caller,
        CancellationToken stop = default)
    {
        var (kind, key) = word?.Trim().Split(':', 2) is [var first, var rest]
            ? (first, rest)
            : ("", "");
        if (sources.FirstOrDefault(one => one.Kind == kind) is not { } source
            || !await source.MayNameAsync(caller, key, stop))
        {
            return new Problem(ProblemCode.UnknownValue, "reference", word ?? "");
        }

        return await writes.RunAsync<TargetReference>(
            year, unit, code, caller, Permission.AppraisalWork,
            async (write, sheet, target) =>
            {
                var known = await write.Reads.Set<TargetReference>()
                    .Where(row => row.TargetId == target.Id).ToListAsync(stop);
                if ((AssessTarget.RefuseClosed(write, sheet)
                    ?? Full("reference", known.Count)) is { } refused)
                {
                    return refused;
                }

                if (known.Find(one => one.Kind == kind && one.RefKey == key) is { } named)
                {
                    return named;
                }

                var made = new TargetReference(
                    target.Id, 1 + known.Select(one => one.N).DefaultIfEmpty().Max(), kind, key);
                await write.Session.InsertAsync(made);
                await write.NoteAsync(
                    sheet.Id, "appraisal.EvidenceNamed", new { code, kind, key });
                return made;
            },
            stop);
    }

    /// <summary>Takes a file in. Errors: as <see cref="NameAsync"/>; a file that cannot be taken.
    /// </summary>
    public async Task<Outcome<TargetFile>> AddAsync(
        int year, string unit, string code, IFormFile? file, Caller caller,
        CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.AppraisalWork)
            ?? WriteAppraisal.RefuseStranger(caller, Permission.AppraisalWork, unit))
            is { } stranger)
        {
            return stranger;
        }

        if (file is null || file.FileName.Length == 0)
        {
            return new Problem(ProblemCode.FileMissing, "files");
        }

        await using var content = file.OpenReadStream();
        if (!(await takeIn.RunAsync(content, file.FileName, stop))
            .Try(out var taken, out var unfit))
        {
            return unfit;
        }

        return await writes.RunAsync<TargetFile>(
            year, unit, code, caller, Permission.AppraisalWork,
            async (write, sheet, target) =>
            {
                var known = await write.Reads.Set<TargetFile>()
                    .Where(row => row.TargetId == target.Id).ToListAsync(stop);
                if ((AssessTarget.RefuseClosed(write, sheet)
                    ?? Full("files", known.Count)) is { } refused)
                {
                    return refused;
                }

                if (known.Find(one => one.Sha256 == taken.Sha256) is { } same)
                {
                    return same;
                }

                var made = new TargetFile(
                    target.Id, 1 + known.Select(one => one.N).DefaultIfEmpty().Max(),
                    taken.Sha256, taken.Name, $"{taken.Kind}", taken.Bytes);
                await write.Session.InsertAsync(made);
                await write.NoteAsync(
                    sheet.Id, "appraisal.EvidenceAdded", new { code, taken.Sha256 });
                return made;
            },
            stop);
    }

    /// <summary>Takes a file off again; its content stays in the journal by its hash. Errors: the
    /// caller may not, or is not of the unit; the sheet was handed in; there is no such file.
    /// </summary>
    public Task<Outcome<TargetFile>> TakeOffFileAsync(
        int year, string unit, string code, int n, Caller caller,
        CancellationToken stop = default) =>
        TakeOffAsync<TargetFile>(
            year, unit, code, caller, target => row => row.TargetId == target && row.N == n,
            new Problem(ProblemCode.NotFound, "file", $"{n}"),
            one => new { code, one.Sha256, one.Name }, stop);

    /// <summary>Takes something that was named off again. Errors: as
    /// <see cref="TakeOffFileAsync"/>.</summary>
    public Task<Outcome<TargetReference>> TakeOffReferenceAsync(
        int year, string unit, string code, int n, Caller caller,
        CancellationToken stop = default) =>
        TakeOffAsync<TargetReference>(
            year, unit, code, caller, target => row => row.TargetId == target && row.N == n,
            new Problem(ProblemCode.NotFound, "reference", $"{n}"),
            one => new { code, one.Kind, one.RefKey }, stop);

    private Task<Outcome<T>> TakeOffAsync<T>(
        int year, string unit, string code, Caller caller,
        Func<Guid, Expression<Func<T, bool>>> which, Problem missing, Func<T, object> facts,
        CancellationToken stop)
        where T : class =>
        writes.RunAsync<T>(
            year, unit, code, caller, Permission.AppraisalWork,
            async (write, sheet, target) =>
            {
                if (AssessTarget.RefuseClosed(write, sheet) is { } closed)
                {
                    return closed;
                }

                if (await write.Reads.Set<T>().FirstOrDefaultAsync(which(target.Id), stop)
                    is not { } found)
                {
                    return missing;
                }

                await write.Session.DeleteAsync(found);
                await write.NoteAsync(sheet.Id, "appraisal.EvidenceTakenOff", facts(found));
                return found;
            },
            stop);

    private static Problem? Full(string field, int known) => known >= PerTargetMax
        ? new Problem(ProblemCode.LimitTooLarge, field, PerTargetMax)
        : null;
}
