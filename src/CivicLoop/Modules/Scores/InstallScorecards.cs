using CivicLoop.Domain;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Scores;

/// <summary>Gives a new city a scorecard for its edition, as a sample it can change: it holds from
/// the edition's first month.</summary>
internal sealed class InstallScorecards : IPackInstaller
{
    public const string Code = "city";

    private const string Actor = "system";

    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (pack.Editions.FirstOrDefault(one =>
            one.Body.Edition.Subject == EditionSubject.City) is not { } edition)
        {
            return;
        }

        var card = await KeepScorecards.InsertAsync(
            session,
            new Scorecard(
                Ids.New(now), Code, "城市综合测评计分卡（样例）", "Scorecard of the city (sample)",
                edition.Body.Edition.Code, edition.Body.Edition.IsSample),
            edition.Body, "样例权重，非官方", Actor, now);
        var draft = (await ScorecardLists.FileAsync(session.Reads, card.Code, default))
            .Value.Draft!;
        var nodes = await ScorecardLists.NodesAsync(session.Reads, card.Id, draft.N, default);
        var holding = ScorecardRules.Publish(
            draft, nodes, ScorePeriod.MonthOf(edition.From), [], edition.From, now).Value;
        await KeepScorecards.PublishAsync(session, card, draft, holding, Actor, now);
    }
}
