using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>A link as a form or a program says it.</summary>
/// <param name="Until">Last day it opens.</param>
internal sealed record WallLinkInput(string? Name, DateOnly? Until);

/// <summary>A link that was made, with its secret: it is shown this once.</summary>
internal sealed record MadeWallLink(WallLink Link, string Secret);

/// <summary>Makes and ends the links that open the wall without signing in, and knows them again.
/// </summary>
internal sealed class KeepWallLinks(CityDatabase database, CommandDays days, TimeProvider time)
{
    /// <summary>Errors: the caller may not; as <see cref="WallLink.RefuseNew"/>.</summary>
    public async Task<Outcome<MadeWallLink>> MakeAsync(
        WallLinkInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.SystemKeep)
            ?? WallLink.RefuseNew(input.Name, input.Until, days.Today)) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var secret = HandedSecret.NewLink();
        var link = new WallLink
        {
            Id = Ids.New(now), Name = input.Name!.Trim(),
            SecretHash = HandedSecret.HashOf(secret), UntilDay = input.Until!.Value,
            MadeBy = caller.Actor, MadeAt = now,
        };
        return await database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(link);
                await JournalAsync(session, link, "wall.Made", caller, now);
                return (Outcome<MadeWallLink>)new MadeWallLink(link, secret);
            },
            stop);
    }

    /// <summary>Errors: the caller may not; there is none, or it was ended before.</summary>
    public async Task<Outcome<WallLink>> EndAsync(
        Guid id, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.SystemKeep) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var link = await session.Reads.Set<WallLink>()
                    .FirstOrDefaultAsync(row => row.Id == id && row.EndedAt == null, stop);
                if (link is null)
                {
                    return new Problem(ProblemCode.NotFound, "id", $"{id}");
                }

                var ended = link with { EndedAt = now, Version = link.Version + 1 };
                if (!await session.UpdateAsync(ended, link.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await JournalAsync(session, ended, "wall.Ended", caller, now);
                return (Outcome<WallLink>)ended;
            },
            stop);
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<WallLink>> PageAsync(Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<WallLink> rows = context.Set<WallLink>();
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>Whether a secret opens the wall today.</summary>
    public async Task<bool> OpensAsync(string? secret, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return false;
        }

        var hash = HandedSecret.HashOf(secret.Trim());
        await using var context = database.OpenContext();
        return await context.Set<WallLink>().FirstOrDefaultAsync(
                row => row.SecretHash == hash, stop) is { } link
            && link.OpensOn(days.Today);
    }

    private static Task JournalAsync(
        WriteSession session, WallLink link, string kind, Caller caller, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, link.Id, caller.Actor, kind, new { link.UntilDay, link.EndedAt }, now);
}
