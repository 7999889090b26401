using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>Computes the scores of a period from what was seen and publishes them: stored with a
/// hash that the journal holds too. What was published stays; another publication is a revision
/// with its reason.</summary>
internal sealed class PublishScores(
    CityDatabase database, ComputeScores compute, ScoreCells cells, TimeProvider time)
{
    /// <summary>Longest reason of a revision.</summary>
    public const int ReasonMax = 500;

    /// <summary>Errors: the caller may not; no such card or period; no version holds; a revision
    /// without a reason.</summary>
    public async Task<Outcome<Publication>> RunAsync(
        string card, string? period, string? reason, Caller caller,
        CancellationToken stop = default) =>
        caller.Refuse(Permission.ScorePublish) is { } refused ? refused
        : ScorePeriod.Parse(period).Try(out var read, out var wrong)
            ? await StoreAsync(card, read, reason, caller.Actor, stop)
        : wrong;

    /// <summary>Publishes for somebody who was asked before, such as a body that ruled.</summary>
    public async Task<Outcome<Publication>> StoreAsync(
        string card, ScorePeriod period, string? reason, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        if (!(await compute.RunAsync(card, period, now, stop)).Try(out var sheet, out var fault))
        {
            return fault;
        }

        var stored = await database.WriteAsync(
            session => StoreAsync(session, sheet, reason, actor, now, stop), stop);
        if (stored.Problem is null)
        {
            // What is kept up beside is made anew with it, so that an error in it cannot last.
            await cells.RebuildAsync(period.Months, stop);
        }

        return stored;
    }

    private static async Task<Outcome<Publication>> StoreAsync(
        WriteSession session, ScoreSheet sheet, string? reason, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        var (card, period) = (sheet.In.Card, $"{sheet.In.Period}");
        var last = await session.Reads.Set<Publication>()
            .Where(row => row.ScorecardId == card.Id && row.Period == period)
            .OrderByDescending(row => row.Revision).FirstOrDefaultAsync(stop);
        if (last is not null
            && TextRule.Needed(reason, "reason", ReasonMax) is { } missing)
        {
            return missing;
        }

        var publication = new Publication
        {
            Id = Ids.New(now), ScorecardId = card.Id, VersionN = sheet.In.Version.N,
            Period = period, FirstMonth = sheet.In.Period.Months[0],
            Revision = (last?.Revision ?? 0) + 1, Reason = reason?.Trim() ?? "",
            Hash = ScoreProof.HashOf(sheet.Units, sheet.Lost), PublishedBy = actor,
            PublishedAt = now,
        };
        await session.InsertAsync(publication);
        foreach (var row in sheet.Units.SelectMany(one => StoredNode.Of(publication.Id, one)))
        {
            await session.InsertAsync(row);
        }

        foreach (var one in sheet.Lost)
        {
            await session.InsertAsync(StoredShare.Of(publication.Id, one));
        }

        await SubjectJournal.AppendAsync(
            session, card.Id, actor, "score.Published",
            new
            {
                card.Code, publication.Id, period, publication.Revision, publication.VersionN,
                publication.Hash, sheet.City.ScoreMilli, sheet.City.MeasuredMilli,
            },
            now);
        return publication;
    }
}
