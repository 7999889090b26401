using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Stores a step of a bulletin: the row, the journal entry that fixes what it said, and
/// whom to tell.</summary>
internal sealed class WriteBulletin(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const string Series = "bulletin";

    public Task<Outcome<Bulletin>> InsertAsync(
        Bulletin made, Caller caller, CancellationToken stop) =>
        database.WriteAsync(
            IdempotencyKeys.Guard<Bulletin>(async session =>
            {
                await session.InsertAsync(made);
                await JournalAsync(session, made, "bulletin.Begun", caller, made.MadeAt);
                return made;
            }, row => row.Id),
            stop);

    /// <summary>Does one command. Errors: as <see cref="BulletinWorkflow.Decide"/>; there is none;
    /// it changed since <paramref name="seen"/>.</summary>
    /// <param name="change">What the command writes besides its state; null for nothing.</param>
    public async Task<Outcome<Bulletin>> RunAsync(
        Guid id, BulletinCommand command, string? reason, long? seen, Caller caller,
        Func<Bulletin, Bulletin>? change = null, CancellationToken stop = default)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            IdempotencyKeys.Guard<Bulletin>(async session =>
            {
                if (await session.Reads.Set<Bulletin>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "bulletin", $"{id}");
                }

                if (!BulletinWorkflow.Decide(before, command, reason, caller, now)
                    .Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (seen is { } version && version != before.Version)
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version", before.Title);
                }

                after = change?.Invoke(after) ?? after;
                if (command == BulletinCommand.Publish)
                {
                    after = after with
                    {
                        Number = await NumberSeries.NextAsync(
                            session, Series, city.Current.DayOf(now).Year),
                    };
                }

                return await StoreAsync(session, before, after, command, caller, now);
            }, row => row.Id),
            stop);
    }

    private async Task<Outcome<Bulletin>> StoreAsync(
        WriteSession session, Bulletin before, Bulletin after, BulletinCommand command,
        Caller caller, DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version", before.Title);
        }

        await JournalAsync(session, after, $"bulletin.{command}", caller, now);
        if (command is BulletinCommand.Return or BulletinCommand.Approve)
        {
            await Outbox.TellAsync(
                session, $"org:{after.MadeOrg}",
                command == BulletinCommand.Return ? "bulletin-returned" : "bulletin-approved",
                new { title = after.Title, address = $"{BulletinsPage.Here}/{after.Id}" },
                city.Current.Language, now);
        }

        return after;
    }

    // What it said is fixed by its digest: the words themselves stand in the bulletin.
    private static Task JournalAsync(
        WriteSession session, Bulletin bulletin, string kind, Caller caller,
        DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, bulletin.Id, caller.Actor, kind,
            new
            {
                bulletin.Kind, bulletin.State, bulletin.Number,
                from = TypedDay.Show(bulletin.FirstDay), to = TypedDay.Show(bulletin.LastDay),
                digest = Convert.ToHexStringLower(SHA256.HashData(
                    Encoding.UTF8.GetBytes($"{bulletin.Title}\n{bulletin.Blocks}"))),
            },
            now);
}
