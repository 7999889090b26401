using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Notices.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Tells those without a receipt once more, and withdraws; the command body that sent it
/// does, or one above.</summary>
internal sealed class ActOnBroadcast(
    CityDatabase database, CityHolder city, TellPersons tell, TimeProvider time)
{
    /// <summary>Errors: the caller may not; there is none of the body's; as
    /// <see cref="Broadcast.Remind"/>.</summary>
    public Task<Outcome<Broadcast>> RemindAsync(
        Guid id, Caller caller, CancellationToken stop = default) =>
        DoAsync(id, caller, "Reminded", async (session, before, now) =>
        {
            var missing = await BroadcastLists.Missing(session.Reads, id, now)
                .Select(row => row.AccountId).ToListAsync(stop);
            if (!before.Remind(missing.Count, now).Try(out var after, out var refused))
            {
                return refused;
            }

            await tell.TellAsync(
                session, missing, "broadcast-reminder", FactsOf(before, before.Words),
                before.IsUrgent, now);
            return (Outcome<Broadcast>)after;
        }, stop);

    /// <summary>Withdraws it and says so to everybody it was sent to. Errors: as of
    /// <see cref="RemindAsync"/> and <see cref="Broadcast.End"/>.</summary>
    public Task<Outcome<Broadcast>> EndAsync(
        Guid id, string? words, Caller caller, CancellationToken stop = default) =>
        DoAsync(id, caller, "Ended", async (session, before, now) =>
        {
            if (!before.End(words, now).Try(out var after, out var refused))
            {
                return refused;
            }

            var all = await session.Reads.Set<BroadcastRecipient>()
                .Where(row => row.BroadcastId == id).Select(row => row.AccountId)
                .ToListAsync(stop);
            await tell.TellAsync(
                session, all, "broadcast-ended", FactsOf(after, after.EndedWords),
                after.IsUrgent, now);
            return (Outcome<Broadcast>)after;
        }, stop);

    /// <summary>What a notice of it names; its reader gives the receipt where notices are.
    /// </summary>
    public static object FactsOf(Broadcast one, string words) =>
        new { title = one.Title, words, due = one.ValidUntil, address = "/console/notices" };

    private async Task<Outcome<Broadcast>> DoAsync(
        Guid id, Caller caller, string what,
        Func<WriteSession, Broadcast, DateTimeOffset, Task<Outcome<Broadcast>>> act,
        CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DirectiveIssue)) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            IdempotencyKeys.Guard<Broadcast>(
                async session =>
                {
                    if (await session.Reads.Set<Broadcast>()
                            .FirstOrDefaultAsync(row => row.Id == id, stop) is not { } before
                        || !BroadcastLists.IsOf(before, caller, city.Current.Organizations))
                    {
                        return new Problem(ProblemCode.NotFound, "broadcast", $"{id}");
                    }

                    return !(await act(session, before, now)).Try(out var after, out var refused)
                        ? refused
                        : !await session.UpdateAsync(after, before.Version)
                            ? new Problem(ProblemCode.ChangedMeanwhile, "version")
                        : await JournalAsync(session, after, what, caller, now);
                },
                row => row.Id),
            stop);
    }

    private static async Task<Outcome<Broadcast>> JournalAsync(
        WriteSession session, Broadcast one, string what, Caller caller, DateTimeOffset now)
    {
        await SubjectJournal.AppendAsync(
            session, one.Id, caller.Actor, $"broadcast.{what}",
            new { body = one.BodyCode, one.Reminded, one.EndedWords }, now);
        return one;
    }
}
