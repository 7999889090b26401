using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Standards;

/// <summary>A file with the draft it makes.</summary>
/// <param name="Replaced">The draft of the same code it takes the place of; null for none.</param>
internal sealed record EditionImport(Sheet Sheet, EditionPlan Plan, Edition? Replaced);

/// <summary>Takes an edition in from a table, always as a draft; page, API and command line come
/// through here.</summary>
internal sealed class ImportEdition(CityDatabase database, TimeProvider time)
{
    private static readonly string[] Needed = ["level", "code", "name_zh"];

    /// <summary>What a file would make; stores nothing. Errors: the file cannot be read, says of no
    /// edition, or names one that is published.</summary>
    public async Task<Outcome<EditionImport>> LookAsync(byte[] file, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await ReadAsync(context, file, Instants.Storable(time.GetUtcNow()), stop);
    }

    /// <summary>Stores the draft in one transaction; rejected rows are in the plan.</summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public async Task<Outcome<EditionImport>> TakeAsync(
        byte[] file, Upload? upload, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                if (!(await ReadAsync(session.Reads, file, now, stop))
                    .Try(out var import, out var fault))
                {
                    return fault;
                }

                if (import.Replaced is { } draft)
                {
                    await KeepEditions.ClearAsync(session, draft);
                }

                var body = import.Plan.Body;
                await KeepEditions.StoreAsync(session, body);
                await SubjectJournal.AppendAsync(
                    session, KeepEditions.Subject, actor, "edition.Imported",
                    new
                    {
                        body.Edition.Code, body.Edition.Subject, criteria = body.Criteria.Count,
                        checkItems = body.CheckItems.Count, refused = import.Plan.Refused.Count,
                        replaced = import.Replaced is not null,
                    },
                    now);
                return (Outcome<EditionImport>)import;
            },
            stop);
    }

    private static async Task<Outcome<EditionImport>> ReadAsync(
        CityContext context, byte[] file, DateTimeOffset now, CancellationToken stop)
    {
        if (!(XlsFormSheets.IsOne(file) ? Form(file, now) : Table(file, now))
            .Try(out var read, out var bad))
        {
            return bad;
        }

        var (sheet, plan) = read;
        var code = plan.Body.Edition.Code;
        var held = await context.Set<Edition>()
            .FirstOrDefaultAsync(row => row.Code == code, stop);
        return held is { State: EditionState.Published }
            ? new Problem(ProblemCode.EditionFixed, "code", code)
            : new EditionImport(sheet, plan, held);
    }

    private sealed record ReadFile(Sheet Sheet, EditionPlan Plan);

    private static Outcome<ReadFile> Table(byte[] file, DateTimeOffset now) =>
        Sheet.Read(file, EditionSheet.Known, Needed).Try(out var sheet, out var bad)
        && EditionReader.Read(sheet.Rows.Select(EditionSheet.Line), now)
            .Try(out var plan, out bad)
            ? new ReadFile(sheet, plan)
            : bad;

    private static Outcome<ReadFile> Form(byte[] file, DateTimeOffset now) =>
        XlsFormSheets.Read(file).Try(out var form, out var bad)
        && EditionReader.Read(form.Lines.Lines, now).Try(out var plan, out bad)
            ? new ReadFile(form.Survey, plan with
            {
                Refused = [.. plan.Refused.Concat(form.Lines.Refused).OrderBy(one => one.Line)],
            })
            : bad;
}
