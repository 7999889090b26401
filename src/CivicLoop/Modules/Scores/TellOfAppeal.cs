using CivicLoop.Domain.People;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>Tells the bodies that may rule of an appeal, and the unit that made it of the ruling,
/// in the transaction of the step itself.</summary>
internal sealed class TellOfAppeal(CityHolder city)
{
    // A city has a programme office, a headquarters and some inspection groups.
    private const int BodiesMax = 50;

    public async Task MadeAsync(
        WriteSession session, ScoreAppeal made, string period, DateTimeOffset now,
        CancellationToken stop)
    {
        var posts = await HeldPosts.WithAsync(session.Reads, Permission.ScoreRule, now, stop);
        var bodies = await posts.Where(post => post.OrganizationCode != made.MadeOrg)
            .Select(post => post.OrganizationCode).Distinct().OrderBy(code => code)
            .Take(BodiesMax).ToListAsync(stop);
        foreach (var body in bodies)
        {
            await TellAsync(session, body, "score-appeal-made", made, period, made.Words, now);
        }
    }

    public Task RuledAsync(
        WriteSession session, ScoreAppeal ruled, string period, DateTimeOffset now) =>
        TellAsync(
            session, ruled.MadeOrg,
            ruled.State == AppealState.Upheld ? "score-appeal-upheld" : "score-appeal-dismissed",
            ruled, period, ruled.Ruling, now);

    private Task TellAsync(
        WriteSession session, string organization, string template, ScoreAppeal appeal,
        string period, string words, DateTimeOffset now)
    {
        var model = city.Current;
        var name = appeal.UnitKind == UnitKind.Territory
            ? model.Areas.Find(appeal.UnitCode)?.Name
            : model.Organizations.Find(appeal.UnitCode)?.Name;
        return Outbox.TellAsync(
            session, $"org:{organization}", template,
            new
            {
                title = $"{name?.In(model.Language) ?? appeal.UnitCode} · {period}", words,
                address = $"{AppealsPage.Here}/{appeal.Id}",
            },
            model.Language, now);
    }
}
