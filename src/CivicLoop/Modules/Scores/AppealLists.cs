using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>An appeal with the publication it is against.</summary>
internal sealed record AppealView(
    ScoreAppeal Appeal, Publication Publication, Scorecard Card, LocalText Node);

/// <summary>Reads appeals.</summary>
internal sealed class AppealLists(CityDatabase database)
{
    public const int PageMax = 200;

    /// <summary>Newest first: all for who rules or reads evaluations, else one's own unit's.
    /// </summary>
    public async Task<Slice<ScoreAppeal>> PageAsync(
        Caller caller, AppealState? state, Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<ScoreAppeal> rows = context.Set<ScoreAppeal>();
        if (!SeesAll(caller))
        {
            var org = caller.OrganizationCode ?? "";
            rows = rows.Where(row => row.MadeOrg == org);
        }

        if (state is { } only)
        {
            rows = rows.Where(row => row.State == only);
        }

        if (after is { } last)
        {
            rows = rows.Where(row => row.Id.CompareTo(last) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1)
            .ToListAsync(stop);
        return page.Count <= limit
            ? new Slice<ScoreAppeal>(page, null)
            : new Slice<ScoreAppeal>(page[..limit], $"{page[limit - 1].Id}");
    }

    /// <summary>Error: there is none, also for whoever may not know of it.</summary>
    public async Task<Outcome<AppealView>> FindAsync(
        Guid id, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var appeal = await context.Set<ScoreAppeal>().FirstOrDefaultAsync(
            row => row.Id == id, stop);
        if (appeal is null
            || (!SeesAll(caller) && appeal.MadeOrg != caller.OrganizationCode))
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
        return new AppealView(appeal, publication, card, node.Name);
    }

    private static bool SeesAll(Caller caller) =>
        caller.MaySomewhere(Permission.ScoreRule)
        || caller.MaySomewhere(Permission.ScorePublish)
        || caller.MaySomewhere(Permission.EvaluationSee);
}
