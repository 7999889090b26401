using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Reads bulletins: all of them for who writes or approves, for others what was
/// published.</summary>
internal sealed class BulletinLists(CityDatabase database, BulletinPictures pictures)
{
    public const int PageMax = 200;

    /// <summary>Whether somebody may read what is not published.</summary>
    public static bool SeesDrafts(Caller caller) =>
        caller.MaySomewhere(Permission.BulletinEdit)
        || caller.MaySomewhere(Permission.BulletinApprove);

    /// <summary>Newest first.</summary>
    public async Task<Page<Bulletin>> PageAsync(
        BulletinState? state, bool withDrafts, Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<Bulletin> rows = context.Set<Bulletin>();
        rows = state is { } only ? rows.Where(row => row.State == only) : rows;
        rows = withDrafts ? rows : rows.Where(row => row.Number != null);
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>For staff. Error: there is none that the caller may read.</summary>
    public async Task<Outcome<Bulletin>> FindAsync(Guid id, Caller caller, CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is { } refused)
        {
            return refused;
        }

        await using var context = database.OpenContext();
        return await context.Set<Bulletin>().FirstOrDefaultAsync(row => row.Id == id, stop)
            is { } found && (found.Number is not null || SeesDrafts(caller))
            ? found
            : new Problem(ProblemCode.NotFound, "bulletin", $"{id}");
    }

    /// <summary>For everybody, without what may no longer be seen; of one that was withdrawn the
    /// blocks are left out. Error: no such number.</summary>
    public async Task<Outcome<Bulletin>> PublishedAsync(string number, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await context.Set<Bulletin>().FirstOrDefaultAsync(row => row.Number == number, stop)
            is not { } found)
        {
            return new Problem(ProblemCode.NotFound, "bulletin", number);
        }

        IReadOnlyList<BulletinBlock> blocks = found.State == BulletinState.Withdrawn
            ? []
            : await pictures.StillOutAsync(BulletinText.Read(found.Blocks), stop);
        return found with { Blocks = BulletinText.Write(blocks) };
    }
}
