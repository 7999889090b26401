using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>An appeal with the publication it is against.</summary>
internal sealed record AppealView(
    ScoreAppeal Appeal, Publication Publication, Scorecard Card, LocalText Node);

/// <summary>Reads appeals; all staff may, so that what is alike is ruled on alike.</summary>
internal sealed class AppealLists(CityDatabase database)
{
    public const int PageMax = 200;

    /// <summary>Newest first.</summary>
    public async Task<Page<ScoreAppeal>> PageAsync(
        AppealState? state, Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<ScoreAppeal> rows = context.Set<ScoreAppeal>();
        if (state is { } only)
        {
            rows = rows.Where(row => row.State == only);
        }

        if (after is { } last)
        {
            rows = rows.Where(row => row.Id.CompareTo(last) < 0);
        }

        var page = await WithPicturesAsync(
            context,
            await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop), stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>Error: there is none.</summary>
    public async Task<Outcome<AppealView>> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var appeal = await context.Set<ScoreAppeal>().FirstOrDefaultAsync(
            row => row.Id == id, stop);
        if (appeal is null)
        {
            return new Problem(ProblemCode.NotFound, "appeal", $"{id}");
        }

        var publication = await context.Set<Publication>().FirstAsync(
            row => row.Id == appeal.PublicationId, stop);
        var card = await context.Set<Scorecard>().FirstAsync(
            row => row.Id == publication.ScorecardId, stop);
        var node = await context.Set<ScoreNode>().FirstAsync(
            row => row.ScorecardId == card.Id && row.VersionN == publication.VersionN
                && row.Code == appeal.NodeCode, stop);
        return new AppealView(
            (await WithPicturesAsync(context, [appeal], stop))[0], publication, card, node.Name);
    }

    private static async Task<IReadOnlyList<ScoreAppeal>> WithPicturesAsync(
        CityContext context, IReadOnlyList<ScoreAppeal> appeals, CancellationToken stop)
    {
        var ids = appeals.Select(one => one.Id).ToList();
        var pictures = (await context.Set<AppealPicture>()
            .Where(row => ids.Contains(row.AppealId)).OrderBy(row => row.N).ToListAsync(stop))
            .ToLookup(row => row.AppealId, row => row.PictureId);
        return [.. appeals.Select(one => one with { Pictures = [.. pictures[one.Id]] })];
    }

    /// <summary>What rulings struck out of some visits, by visit.</summary>
    public async Task<ILookup<Guid, string>> StruckAsync(
        IReadOnlyCollection<Guid> visits, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return (await context.Set<ScoreStrike>().Where(row => visits.Contains(row.VisitId))
            .ToListAsync(stop)).ToLookup(row => row.VisitId, row => row.ItemCode);
    }
}
