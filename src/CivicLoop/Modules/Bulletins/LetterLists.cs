using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A letter with what was said to and fro.</summary>
/// <param name="Attachments">Files the reader may see: those that went with an answer, and to the
/// unit what it attached for the next.</param>
internal sealed record LetterFile(
    Letter Letter, IReadOnlyList<LetterStep> Steps, IReadOnlyList<LetterAttachment> Attachments);

/// <summary>Which letters are asked for.</summary>
/// <param name="Overdue">True for those not answered in time.</param>
internal sealed record LetterFilter(LetterState? State = null, bool Overdue = false);

/// <summary>Reads letters: all of them for who sends letters, for others those to their unit and
/// the units below it.</summary>
internal sealed class LetterLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    // A letter has some steps; more are a fault of its own.
    private const int StepsMax = 200;

    /// <summary>Newest first.</summary>
    public async Task<Page<Letter>> PageAsync(
        LetterFilter filter, Caller caller, Guid? after, int limit, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        var rows = Visible(context.Set<Letter>(), caller);
        rows = filter.State is { } state ? rows.Where(row => row.State == state) : rows;
        rows = filter.Overdue
            ? rows.Where(row => row.DueAt < now
                && (row.State == LetterState.Sent || row.State == LetterState.Returned))
            : rows;
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>Error: there is none that the caller may read.</summary>
    public async Task<Outcome<LetterFile>> FindAsync(
        Guid id, Caller caller, CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is { } refused)
        {
            return refused;
        }

        await using var context = database.OpenContext();
        return await Visible(context.Set<Letter>(), caller)
            .FirstOrDefaultAsync(row => row.Id == id, stop) is { } letter
            ? new LetterFile(
                letter,
                await context.Set<LetterStep>().Where(row => row.LetterId == id)
                    .OrderBy(row => row.N).Take(StepsMax).ToListAsync(stop),
                [
                    .. (await KeepAttachments.OfAsync(context, id, stop))
                        .Where(one => one.IsSeenBy(letter, caller)),
                ])
            : new Problem(ProblemCode.NotFound, "letter", $"{id}");
    }

    private IQueryable<Letter> Visible(IQueryable<Letter> rows, Caller caller)
    {
        if (caller.MaySomewhere(Permission.LetterIssue))
        {
            return rows;
        }

        var units = caller.OrganizationPath is { } path
            ? city.Current.OrganizationsWithin(path)
            : [];
        return rows.Where(row => units.Contains(row.UnitCode));
    }
}
