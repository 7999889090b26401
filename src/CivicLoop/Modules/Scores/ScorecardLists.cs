using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>A card with its versions, the newest first.</summary>
internal sealed record ScorecardFile(
    Scorecard Card, IReadOnlyList<ScorecardVersion> Versions)
{
    public ScorecardVersion? Draft =>
        Versions.FirstOrDefault(one => one.State == ScorecardState.Draft);

    /// <summary>The draft, to be changed. Error: all versions hold, and none changes again.
    /// </summary>
    public Outcome<ScorecardVersion> Open =>
        Draft is { } draft ? draft : new Problem(ProblemCode.ScorecardFixed, null, Versions[0].N);
}

/// <summary>Reads scorecards, their versions and trees.</summary>
internal sealed class ScorecardLists(CityDatabase database)
{
    // A city scores itself, its minors' work and a few campaigns, a version or two a year.
    private const int CardsMax = 200;
    private const int VersionsMax = 500;

    public async Task<IReadOnlyList<Scorecard>> AllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Scorecard>().OrderBy(row => row.Code).Take(CardsMax)
            .ToListAsync(stop);
    }

    /// <summary>Error: there is none.</summary>
    public async Task<Outcome<ScorecardFile>> FindAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await FileAsync(context, code, stop);
    }

    public static async Task<Outcome<ScorecardFile>> FileAsync(
        CityContext context, string code, CancellationToken stop)
    {
        var card = await context.Set<Scorecard>().FirstOrDefaultAsync(
            row => row.Code == code, stop);
        return card is null
            ? new Problem(ProblemCode.NotFound, "scorecard", code)
            : new ScorecardFile(
                card,
                await context.Set<ScorecardVersion>().Where(row => row.ScorecardId == card.Id)
                    .OrderByDescending(row => row.N).Take(VersionsMax).ToListAsync(stop));
    }

    /// <summary>The tree of a version, in its order.</summary>
    public async Task<IReadOnlyList<ScoreNode>> NodesAsync(
        Guid card, int version, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await NodesAsync(context, card, version, stop);
    }

    public static Task<List<ScoreNode>> NodesAsync(
        CityContext context, Guid card, int version, CancellationToken stop) =>
        context.Set<ScoreNode>()
            .Where(row => row.ScorecardId == card && row.VersionN == version)
            .OrderBy(row => row.Position).Take(ScorecardRules.NodesMax).ToListAsync(stop);

    /// <summary>The version that holds in a period. Errors: no such card; none holds.</summary>
    public async Task<Outcome<CardInPeriod>> HoldingAsync(
        string code, ScorePeriod period, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return (await FileAsync(context, code, stop)).Try(out var file, out var missing)
            ? await InAsync(context, file, period, stop)
            : missing;
    }

    private static async Task<Outcome<CardInPeriod>> InAsync(
        CityContext context, ScorecardFile file, ScorePeriod period, CancellationToken stop) =>
        ScorecardRules.Holding(file.Versions, period) is { } version
            ? new CardInPeriod(
                file.Card, version,
                await NodesAsync(context, file.Card.Id, version.N, stop), period)
            : new Problem(ProblemCode.ScorecardNotHolding, "period", $"{period}");
}
