using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command.Contracts;

/// <summary>A broadcast that waits for somebody's receipt.</summary>
/// <param name="From">Name of the command body.</param>
internal sealed record WaitingBroadcast(
    Guid Id, string Title, string Words, LocalText From, bool IsUrgent, DateTimeOffset SentAt,
    DateTimeOffset ValidUntil);

/// <summary>What a person was sent and has given no receipt for, and the receipt.</summary>
internal sealed class BroadcastReceipts(
    CityDatabase database, CityHolder city, TimeProvider time)
{
    // More at a time nobody reads; the next ones come when these are done.
    private const int ShownMax = 20;

    /// <summary>Those that hold now, urgent ones first.</summary>
    public async Task<IReadOnlyList<WaitingBroadcast>> WaitingAsync(
        Caller caller, CancellationToken stop)
    {
        if (ActingCaller.AccountOf(caller.Actor) is not { } account)
        {
            return [];
        }

        await using var context = database.OpenContext();
        var rows = await context.Set<BroadcastRecipient>()
            .Where(row => row.AccountId == account && row.ReceivedAt == null)
            .Join(
                context.Set<Broadcast>().Where(Broadcast.IsOnAt(time.GetUtcNow())),
                row => row.BroadcastId, one => one.Id, (_, one) => one)
            .OrderByDescending(one => one.IsUrgent).ThenByDescending(one => one.Id)
            .Take(ShownMax).ToListAsync(stop);
        return
        [
            .. rows.Select(one => new WaitingBroadcast(
                one.Id, one.Title, one.Words,
                city.Current.Organizations.Find(one.BodyCode)?.Name
                    ?? new LocalText(one.BodyCode, one.BodyCode),
                one.IsUrgent, one.SentAt, one.ValidUntil)),
        ];
    }

    /// <summary>Says that it arrived. Said twice it counts once, and one that is over or withdrawn
    /// may still be said to have arrived: a phone sends it when it has a network again. Error: it
    /// was not sent to the caller.</summary>
    public async Task<Outcome<BroadcastRecipient>> GiveAsync(
        Guid broadcast, Caller caller, CancellationToken stop = default)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        var account = ActingCaller.AccountOf(caller.Actor);
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            IdempotencyKeys.Guard<BroadcastRecipient>(
                async session =>
                {
                    if (await session.Reads.Set<BroadcastRecipient>().FirstOrDefaultAsync(
                            row => row.AccountId == account && row.BroadcastId == broadcast, stop)
                        is not { } mine)
                    {
                        return new Problem(ProblemCode.NotFound, "broadcast", $"{broadcast}");
                    }

                    if (mine.ReceivedAt is not null)
                    {
                        return mine;
                    }

                    var received = mine with { ReceivedAt = now };
                    await session.UpdateAsync(received);
                    await SubjectJournal.AppendAsync(
                        session, mine.Id, caller.Actor, "broadcast.Received", new { broadcast },
                        now);
                    return received;
                },
                row => row.Id),
            stop);
    }
}
