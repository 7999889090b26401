using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>What does not fit in a publication.</summary>
/// <param name="Faults">Each names a unit and a node, or says what else is wrong.</param>
internal sealed record ScoreCheck(
    string Card, string Period, int Revision, int Units, int Nodes,
    IReadOnlyList<string> Faults);

/// <summary>Computes published scores again from what was seen, and compares them with what is
/// stored and with the hash in the journal.</summary>
internal sealed class VerifyScores(
    CityDatabase database, ComputeScores compute, ScoreCells cells, ScoreLists lists)
{
    // The first few say what is wrong; all of them say no more.
    private const int FaultsMax = 50;

    private const int PublicationsMax = 10_000;

    /// <summary>Error: nothing was published of that period.</summary>
    /// <param name="card">Null for all cards.</param>
    /// <param name="period">Null for all periods.</param>
    public async Task<Outcome<IReadOnlyList<ScoreCheck>>> RunAsync(
        string? card, string? period, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var all = await context.Set<Publication>()
            .Join(
                context.Set<Scorecard>(), row => row.ScorecardId, one => one.Id,
                (row, one) => new { Publication = row, Card = one })
            .Where(one => (card == null || one.Card.Code == card)
                && (period == null || one.Publication.Period == period))
            .OrderBy(one => one.Card.Code).ThenBy(one => one.Publication.Period)
            .ThenBy(one => one.Publication.Revision).Take(PublicationsMax).ToListAsync(stop);
        if (all.Count == 0 && period is not null)
        {
            return new Problem(ProblemCode.NotFound, "period", period);
        }

        var checks = new List<ScoreCheck>();
        foreach (var one in all)
        {
            checks.Add(await CheckAsync(context, one.Card, one.Publication, stop));
        }

        return checks;
    }

    private async Task<ScoreCheck> CheckAsync(
        CityContext context, Scorecard card, Publication publication, CancellationToken stop)
    {
        var stored = await lists.WholeAsync(publication.Id, stop);
        var version = await context.Set<ScorecardVersion>().FirstAsync(
            row => row.ScorecardId == card.Id && row.N == publication.VersionN, stop);
        var period = ScorePeriod.Parse(publication.Period).Value;
        var holding = new CardInPeriod(
            card, version,
            await ScorecardLists.NodesAsync(context, card.Id, version.N, stop), period);
        var anew = await compute.RunAsync(holding, publication.PublishedAt, stop);
        var faults = new List<string>();
        var lost = await lists.LostAsync(publication.Id, stop);
        if (ScoreProof.HashOf(stored, lost) != publication.Hash)
        {
            faults.Add("stored results: do not make the published hash");
        }

        if (!await IsJournaledAsync(context, card.Id, publication, stop))
        {
            faults.Add("journal: knows no such publication with this hash");
        }

        faults.AddRange(Differences(
            stored.SelectMany(ScoreProof.Lines).Concat(lost.Select(ScoreProof.Line)),
            anew.Units.SelectMany(ScoreProof.Lines).Concat(anew.Lost.Select(ScoreProof.Line))));
        faults.AddRange(await UnkeptAsync(period, stop));
        return new ScoreCheck(
            card.Code, publication.Period, publication.Revision, stored.Count,
            stored.Sum(one => one.Nodes.Count), faults);
    }

    private static IEnumerable<string> Differences(
        IEnumerable<string> stored, IEnumerable<string> anew)
    {
        var then = stored.ToHashSet();
        var now = anew.ToHashSet();
        return then.Except(now).Select(line => $"published: {line.Replace('\t', ' ')}")
            .Concat(now.Except(then).Select(line => $"computed: {line.Replace('\t', ' ')}"))
            .Take(FaultsMax);
    }

    // The sums that are kept up must be those of the answers.
    private async Task<IEnumerable<string>> UnkeptAsync(
        ScorePeriod period, CancellationToken stop)
    {
        var kept = (await cells.KeptAsync(period, stop)).Where(one => one != Emptied(one));
        var raw = (await cells.RawAsync(period, DateTimeOffset.MaxValue, stop))
            .Where(one => one != Emptied(one));
        return kept.Except(raw).Concat(raw.Except(kept))
            .Select(one => $"sums of {one.Month} {one.DistrictCode} {one.SiteKindCode}")
            .Distinct().Take(FaultsMax);
    }

    private static ScoreCell Emptied(ScoreCell one) =>
        one with { Visits = 0, SumMilli = 0, SquaresMilli = 0 };

    private static async Task<bool> IsJournaledAsync(
        CityContext context, Guid card, Publication publication, CancellationToken stop)
    {
        var id = $"{publication.Id}";
        return await context.Set<StoredEntry>().AnyAsync(
            row => row.SubjectId == card && row.Kind == "score.Published"
                && row.Body.Contains(id) && row.Body.Contains(publication.Hash), stop);
    }
}
