using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Switches situations on and off: a command body does, with a reason and a planned end;
/// each situation has a chain of its own in the journal.</summary>
internal sealed class KeepSituations(
    CityDatabase database, CityHolder city, FindCommandBodies bodies, TimeProvider time)
{
    /// <summary>Errors: the caller may not, or works for no command body; there is no such package;
    /// as <see cref="Situation.Begin"/>.</summary>
    /// <param name="until">Its planned end, with zone or in the city's own time.</param>
    public Task<Outcome<Situation>> BeginAsync(
        string package, string? reason, string? until, Caller caller,
        CancellationToken stop = default) =>
        DoAsync(caller, until, async (session, body, endsAt, now) =>
        {
            if (await session.Reads.Set<SituationPackage>()
                .FirstOrDefaultAsync(row => row.Code == package, stop) is not { } meant)
            {
                return new Problem(ProblemCode.NotFound, "package", package);
            }

            var last = await session.Reads.Set<Situation>().FirstOrDefaultAsync(
                row => row.PackageCode == package && row.EndedAt == null, stop);
            if (!Situation.Begin(
                    Ids.New(now), meant, last, body, reason, endsAt, caller.Actor, now)
                .Try(out var begun, out var refused))
            {
                return refused;
            }

            if (last is not null
                && await StoreAsync(session, last, last.Lapse(), "Lapsed", caller, now)
                    is { } unstored)
            {
                return unstored;
            }

            await session.InsertAsync(begun);
            await JournalAsync(session, begun, "Begun", caller, now);
            return (Outcome<Situation>)begun;
        });

    /// <summary>Plans another end. Errors: the caller may not; there is no such situation; as
    /// <see cref="Situation.Move"/>.</summary>
    public Task<Outcome<Situation>> MoveAsync(
        Guid id, string? until, Caller caller, CancellationToken stop = default) =>
        DoAsync(caller, until, (session, _, endsAt, now) => ChangeAsync(
            session, id, "Moved", caller, now, row => row.Move(endsAt, now), stop));

    /// <summary>Switches it off. Errors: the caller may not; there is no such situation; as
    /// <see cref="Situation.End"/>.</summary>
    public Task<Outcome<Situation>> EndAsync(
        Guid id, string? words, Caller caller, CancellationToken stop = default) =>
        DoAsync(caller, until: null, (session, _, _, now) => ChangeAsync(
            session, id, "Ended", caller, now, row => row.End(words, now), stop));

    private async Task<Outcome<Situation>> DoAsync(
        Caller caller, string? until,
        Func<WriteSession, string, DateTimeOffset, DateTimeOffset, Task<Outcome<Situation>>> act)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DirectiveIssue))
            is { } refused)
        {
            return refused;
        }

        if (bodies.Find(caller.OrganizationCode) is not { } body)
        {
            return new Problem(ProblemCode.NotPermitted, null);
        }

        var now = Instants.Storable(time.GetUtcNow());
        var endsAt = now;
        if (until is not null
            && !TypedInstant.Read(city.Current, until.Trim(), "until")
                .Try(out endsAt, out var unread))
        {
            return unread;
        }

        return await database.WriteAsync(
            IdempotencyKeys.Guard<Situation>(
                session => act(session, body.Code, endsAt, now), row => row.Id));
    }

    private static async Task<Outcome<Situation>> ChangeAsync(
        WriteSession session, Guid id, string what, Caller caller, DateTimeOffset now,
        Func<Situation, Outcome<Situation>> change, CancellationToken stop) =>
        await session.Reads.Set<Situation>().FirstOrDefaultAsync(row => row.Id == id, stop)
            is not { } before ? new Problem(ProblemCode.NotFound, "situation", $"{id}")
        : !change(before).Try(out var after, out var refused) ? refused
        : await StoreAsync(session, before, after, what, caller, now) is { } unstored ? unstored
        : after;

    private static async Task<Problem?> StoreAsync(
        WriteSession session, Situation before, Situation after, string what, Caller caller,
        DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await JournalAsync(session, after, what, caller, now);
        return null;
    }

    private static Task JournalAsync(
        WriteSession session, Situation one, string what, Caller caller, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, one.Id, caller.Actor, $"situation.{what}",
            new
            {
                package = one.PackageCode, body = one.BodyCode, one.Reason, one.Classes,
                one.IsUrgent, one.Bodies, one.EndsAt, one.EndedAt, one.EndedWords,
            },
            now);
}
