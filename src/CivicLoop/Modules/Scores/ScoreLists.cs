using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>A publication with its card and the tree it was made by.</summary>
internal sealed record PublishedCard(
    Publication Publication, Scorecard Card, ScorecardVersion Version);

/// <summary>Reads published scores.</summary>
internal sealed class ScoreLists(CityDatabase database)
{
    public const int PageMax = 200;

    // Every unit of a large city has one row at the top.
    private const int UnitsMax = 5_000;

    // Measures, areas and lines of a large city.
    private const int SharesMax = 20_000;

    /// <summary>The newest revision of each period, the last period first.</summary>
    public async Task<Page<Publication>> PageAsync(
        Guid card, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var all = context.Set<Publication>();
        var rows = all.Where(row => row.ScorecardId == card
            && !all.Any(other => other.ScorecardId == card && other.Period == row.Period
                && other.Revision > row.Revision));
        if (!string.IsNullOrEmpty(after))
        {
            rows = rows.Where(row => row.Period.CompareTo(after) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Period).Take(limit + 1)
            .ToListAsync(stop);
        return Page.Cut(page, limit, row => row.Period);
    }

    /// <summary>What was published of a period; the newest revision unless one is named. Error:
    /// nothing was.</summary>
    public async Task<Outcome<PublishedCard>> FindAsync(
        string card, string? period, int? revision, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<Scorecard>().Where(row => row.Code == card)
            .Join(
                context.Set<Publication>(), row => row.Id, one => one.ScorecardId,
                (row, one) => new { Card = row, Publication = one })
            .Where(one => one.Publication.Period == period
                && (revision == null || one.Publication.Revision == revision))
            .OrderByDescending(one => one.Publication.Revision).FirstOrDefaultAsync(stop);
        if (found is null)
        {
            return new Problem(ProblemCode.NotFound, "period", $"{card} {period}");
        }

        return new PublishedCard(
            found.Publication, found.Card,
            await context.Set<ScorecardVersion>().FirstAsync(
                row => row.ScorecardId == found.Card.Id && row.N == found.Publication.VersionN,
                stop));
    }

    /// <summary>All revisions of a period, the newest first.</summary>
    public async Task<IReadOnlyList<Publication>> RevisionsAsync(
        Publication publication, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Publication>()
            .Where(row => row.ScorecardId == publication.ScorecardId
                && row.Period == publication.Period)
            .OrderByDescending(row => row.Revision).Take(PageMax).ToListAsync(stop);
    }

    /// <summary>The top of every unit's score: enough to rank by.</summary>
    public async Task<IReadOnlyList<UnitScore>> RootsAsync(
        Guid publication, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return StoredNode.Scores(await context.Set<StoredNode>()
            .Where(row => row.PublicationId == publication && row.Position == 0)
            .Take(UnitsMax).ToListAsync(stop));
    }

    /// <summary>A unit's whole score; null where it has none.</summary>
    public async Task<UnitScore?> UnitAsync(
        Guid publication, UnitKind kind, string unit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return StoredNode.Scores(await context.Set<StoredNode>()
            .Where(row => row.PublicationId == publication && row.UnitKind == kind
                && row.UnitCode == unit)
            .Take(ScorecardRules.NodesMax).ToListAsync(stop)) is [var score, ..] ? score : null;
    }

    /// <summary>Every node of every unit, for whoever computes it again.</summary>
    public async Task<IReadOnlyList<UnitScore>> WholeAsync(
        Guid publication, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return StoredNode.Scores(await context.Set<StoredNode>()
            .Where(row => row.PublicationId == publication).ToListAsync(stop));
    }

    /// <summary>Whom every part of what the city lost counts to.</summary>
    public async Task<IReadOnlyList<LostShare>> LostAsync(
        Guid publication, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return
        [
            .. (await context.Set<StoredShare>()
                .Where(row => row.PublicationId == publication).ToListAsync(stop))
                .Select(row => row.Share),
        ];
    }

    /// <summary>The same of one line, one district, or where they meet.</summary>
    /// <param name="line">Null for all.</param>
    /// <param name="district">Null for all.</param>
    public async Task<IReadOnlyList<LostShare>> LostOfAsync(
        Guid publication, string? line, string? district, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return
        [
            .. (await context.Set<StoredShare>()
                .Where(row => row.PublicationId == publication
                    && (line == null || row.LineCode == line)
                    && (district == null || row.DistrictCode == district))
                .OrderBy(row => row.NodeCode).ThenBy(row => row.DistrictCode)
                .ThenBy(row => row.LineCode).Take(SharesMax).ToListAsync(stop))
                .Select(row => row.Share),
        ];
    }

    /// <summary>Some units' nodes, by the codes of units and of nodes: one query.</summary>
    public async Task<IReadOnlyList<StoredNode>> AtAsync(
        Guid publication, IReadOnlyCollection<string> units, IReadOnlyCollection<string> nodes,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<StoredNode>()
            .Where(row => row.PublicationId == publication && units.Contains(row.UnitCode)
                && nodes.Contains(row.NodeCode))
            .Take(SharesMax).ToListAsync(stop);
    }
}
