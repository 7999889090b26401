using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>An entry of the log as a form or a program says it.</summary>
/// <param name="At">When it happened, with zone or in the city's own time; empty for now.</param>
/// <param name="FromWhom">From whom it came.</param>
/// <param name="Directive">Number of a directive.</param>
/// <param name="IsOpen">The next watch must go on with it.</param>
internal sealed record DeskEntryInput(
    string? At, string? FromWhom, string? Text, string? Done, string? Case, string? Directive,
    bool IsOpen = false);

/// <summary>Keeps the desk of a command body: who has it, what came, and what is handed over.
/// </summary>
internal sealed class KeepDesk(
    CityDatabase database, CityHolder city, FindCommandBodies bodies, ShowCase cases,
    TimeProvider time)
{
    /// <summary>Takes the desk over. Errors: the caller may not, or works for another body; as
    /// <see cref="DeskRules.TakeOver"/>.</summary>
    public async Task<Outcome<DeskShift>> TakeOverAsync(
        string body, string? reason, Caller caller, CancellationToken stop = default)
    {
        if (Refuse(body, caller) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            IdempotencyKeys.Guard<DeskShift>(
                async session =>
                {
                    var last = await LastAsync(session.Reads, body, stop);
                    if (!DeskRules.TakeOver(Ids.New(now), body, last, reason, caller.Actor, now)
                        .Try(out var taken, out var wrong))
                    {
                        return wrong;
                    }

                    if (taken.Relieved is { } relieved)
                    {
                        if (!await session.UpdateAsync(relieved, last!.Version))
                        {
                            return new Problem(ProblemCode.ChangedMeanwhile, "version");
                        }

                        await JournalAsync(session, relieved, "Relieved", caller, now);
                    }

                    await session.InsertAsync(taken.Begun);
                    await JournalAsync(session, taken.Begun, "Begun", caller, now);
                    return (Outcome<DeskShift>)taken.Begun;
                },
                row => row.Id),
            stop);
    }

    /// <summary>Hands the desk over. Errors: as <see cref="DeskRules.HandOver"/>.</summary>
    public async Task<Outcome<DeskShift>> HandOverAsync(
        string body, string? words, Caller caller, CancellationToken stop = default)
    {
        if (Refuse(body, caller) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            IdempotencyKeys.Guard<DeskShift>(
                async session =>
                {
                    var shift = await LastAsync(session.Reads, body, stop);
                    if (!DeskRules.HandOver(shift, words, caller.Actor, now)
                        .Try(out var ended, out var wrong))
                    {
                        return wrong;
                    }

                    if (!await session.UpdateAsync(ended, shift!.Version))
                    {
                        return new Problem(ProblemCode.ChangedMeanwhile, "version");
                    }

                    await JournalAsync(session, ended, "HandedOver", caller, now);
                    return (Outcome<DeskShift>)ended;
                },
                row => row.Id),
            stop);
    }

    /// <summary>Writes an entry, or a supplement to one. Errors: there is no such case, directive
    /// or entry; as <see cref="DeskRules.RefuseEntry"/>.</summary>
    /// <param name="supplements">The entry it supplements; null for an entry of its own.</param>
    /// <param name="settles">Whether it settles that one's open point.</param>
    public async Task<Outcome<DeskEntry>> WriteAsync(
        string body, DeskEntryInput input, Guid? supplements, bool settles, Caller caller,
        CancellationToken stop = default)
    {
        if (Refuse(body, caller) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        if (!Wanted(body, input, supplements, settles, caller, now)
            .Try(out var wanted, out var wrong))
        {
            return wrong;
        }

        if (wanted.CaseNumber is { } number
            && (await cases.ForStaffAsync(number, caller, stop)).Problem is not null)
        {
            return new Problem(ProblemCode.NotFound, "case", number);
        }

        return await database.WriteAsync(
            IdempotencyKeys.Guard<DeskEntry>(
                session => StoreAsync(session, wanted, caller, stop), row => row.Id),
            stop);
    }

    private static async Task<Outcome<DeskEntry>> StoreAsync(
        WriteSession session, DeskEntry wanted, Caller caller, CancellationToken stop)
    {
        var reads = session.Reads;
        var shift = await LastAsync(reads, wanted.BodyCode, stop);
        DeskEntry? about = null;
        if (wanted.SupplementsId is { } id)
        {
            about = await reads.Set<DeskEntry>().FirstOrDefaultAsync(
                row => row.Id == id && row.BodyCode == wanted.BodyCode
                    && row.SupplementsId == null, stop);
            if (about is null)
            {
                return new Problem(ProblemCode.NotFound, "entry", $"{id}");
            }
        }

        var isSettled = about is not null && await reads.Set<DeskEntry>()
            .AnyAsync(row => row.SupplementsId == about.Id && row.Settles, stop);
        if (DeskRules.RefuseEntry(wanted, shift, about, isSettled) is { } refused)
        {
            return refused;
        }

        if (wanted.DirectiveNumber is { } number && !await reads.Set<Directive>()
            .AnyAsync(row => row.Number == number, stop))
        {
            return new Problem(ProblemCode.NotFound, "directive", number);
        }

        var entry = wanted with { ShiftId = shift!.Id };
        await session.InsertAsync(entry);
        await SubjectJournal.AppendAsync(
            session, shift.Id, caller.Actor,
            about is null ? "desk.Written" : entry.Settles ? "desk.Settled" : "desk.Supplemented",
            new
            {
                entry.Id, body = entry.BodyCode, entry.At, entry.IsOpen, entry.SupplementsId,
                digest = DigestOf(entry),
            },
            entry.WrittenAt);
        return entry;
    }

    private Outcome<DeskEntry> Wanted(
        string body, DeskEntryInput input, Guid? supplements, bool settles, Caller caller,
        DateTimeOffset now)
    {
        var at = now;
        if (!string.IsNullOrWhiteSpace(input.At)
            && !TypedInstant.Read(city.Current, input.At.Trim(), "at")
                .Try(out at, out var wrong))
        {
            return wrong;
        }

        return new DeskEntry
        {
            Id = Ids.New(now), BodyCode = body, ShiftId = Guid.Empty, At = at, WrittenAt = now,
            Writer = caller.Actor, Source = input.FromWhom?.Trim() ?? "",
            Words = TextRule.Lines(input.Text), Done = TextRule.Lines(input.Done),
            CaseNumber = TextRule.Blank(input.Case),
            DirectiveNumber = TextRule.Blank(input.Directive),
            IsOpen = input.IsOpen && supplements is null, SupplementsId = supplements,
            Settles = settles,
        };
    }

    private Problem? Refuse(string body, Caller caller) =>
        caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DeskKeep)
        ?? (bodies.Find(body) is null ? new Problem(ProblemCode.NotFound, "body", body)
        : caller.OrganizationCode == body ? null
        : new Problem(ProblemCode.DeskNotOnWatch, null));

    private static Task<DeskShift?> LastAsync(
        CityContext context, string body, CancellationToken stop) =>
        context.Set<DeskShift>().Where(row => row.BodyCode == body)
            .OrderByDescending(row => row.Id).FirstOrDefaultAsync(stop);

    private static Task JournalAsync(
        WriteSession session, DeskShift shift, string what, Caller caller, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, shift.Id, caller.Actor, $"desk.{what}",
            new { body = shift.BodyCode, shift.BegunAt, shift.BeforeId, shift.EndedAt }, now);

    // Proves later that an entry still says what it said, without keeping its words in the journal.
    private static string DigestOf(DeskEntry entry) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', entry.Source, entry.Words, entry.Done))));
}
