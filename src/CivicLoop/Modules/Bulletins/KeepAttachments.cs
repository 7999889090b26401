using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Takes files to a letter before its answer is sent, takes them off again, hands them
/// out. A refused answer keeps its files.</summary>
internal sealed class KeepAttachments(
    CityDatabase database, LetterLists lists, TakeInFile takeIn, FileStore files,
    TimeProvider time)
{
    /// <summary>Errors: as <see cref="LetterAttachment.Refuse"/> and <see cref="TakeInFile"/>;
    /// there is no such letter; it has too many. The same file again is the one that is there.
    /// </summary>
    public async Task<Outcome<LetterAttachment>> AddAsync(
        Guid letter, IFormFile? file, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.LetterAnswer)) is { } denied)
        {
            return denied;
        }

        if (file is null || file.FileName.Length == 0)
        {
            return new Problem(ProblemCode.FileMissing, "files");
        }

        // A stranger leaves no file behind.
        await using (var context = database.OpenContext())
        {
            if (await RefuseAsync(context, letter, caller, time.GetUtcNow(), stop) is { } stranger)
            {
                return stranger;
            }
        }

        await using var content = file.OpenReadStream();
        return !(await takeIn.RunAsync(content, file.FileName, stop)).Try(out var taken, out var no)
            ? no
            : await ChangeAsync(
                letter, caller,
                async (session, now) =>
                {
                    var known = await OfAsync(session.Reads, letter, stop);
                    if (known.FirstOrDefault(one => one.StepN is null
                        && one.Sha256 == taken.Sha256) is { } same)
                    {
                        return same;
                    }

                    if (!LetterAttachment.NextN(known).Try(out var n, out var full))
                    {
                        return full;
                    }

                    var made = new LetterAttachment(
                        letter, n, null, taken.Sha256, taken.Name, $"{taken.Kind}", taken.Bytes);
                    await session.InsertAsync(made);
                    await NoteAsync(session, made, "letter.Attached", caller, now);
                    return made;
                },
                stop);
    }

    /// <summary>Errors: as <see cref="AddAsync"/>; there is no file that waits for an answer.
    /// </summary>
    public Task<Outcome<LetterAttachment>> TakeOffAsync(
        Guid letter, int n, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            letter, caller,
            async (session, now) =>
            {
                if (await session.Reads.Set<LetterAttachment>().FirstOrDefaultAsync(
                    row => row.LetterId == letter && row.N == n && row.StepN == null, stop)
                    is not { } found)
                {
                    return new Problem(ProblemCode.NotFound, "file", $"{n}");
                }

                await session.DeleteAsync(found);
                await NoteAsync(session, found, "letter.TakenOff", caller, now);
                return found;
            },
            stop);

    /// <summary>Error: there is none that the caller may read.</summary>
    public async Task<Outcome<OpenedFile>> OpenAsync(
        Guid letter, int n, Caller caller, CancellationToken stop)
    {
        if (!(await lists.FindAsync(letter, caller, stop)).Try(out var file, out var missing))
        {
            return missing;
        }

        return file.Attachments.FirstOrDefault(one => one.N == n) is { } found
            ? await OpenedFile.OfAsync(
                files,
                new TakenFile(
                    found.Sha256, found.Name, Enum.Parse<MaterialFileKind>(found.Kind),
                    found.Bytes),
                stop)
            : new Problem(ProblemCode.NotFound, "file", $"{n}");
    }

    /// <summary>All files of a letter, in their order.</summary>
    public static async Task<IReadOnlyList<LetterAttachment>> OfAsync(
        CityContext context, Guid letter, CancellationToken stop) =>
        await context.Set<LetterAttachment>().Where(row => row.LetterId == letter)
            .OrderBy(row => row.N).Take(LetterAttachment.PerLetterMax).ToListAsync(stop);

    private async Task<Outcome<LetterAttachment>> ChangeAsync(
        Guid id, Caller caller,
        Func<WriteSession, DateTimeOffset, Task<Outcome<LetterAttachment>>> change,
        CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
                await RefuseAsync(session.Reads, id, caller, now, stop) is { } refused
                    ? refused
                    : await change(session, now),
            stop);
    }

    private static async Task<Problem?> RefuseAsync(
        CityContext reads, Guid id, Caller caller, DateTimeOffset now, CancellationToken stop) =>
        await WriteLetter.FindAsync(reads, id, stop) is { } letter
            ? LetterAttachment.Refuse(letter, caller, now)
            : new Problem(ProblemCode.NotFound, "letter", $"{id}");

    private static Task NoteAsync(
        WriteSession session, LetterAttachment one, string kind, Caller caller,
        DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, one.LetterId, caller.Actor, kind, new { one.N, one.Sha256, one.Name }, now);
}
