using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Surveys;

/// <summary>Gives a new city the questionnaires of its pack, as drafts it may change.</summary>
internal sealed class InstallSurveys : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(pack.Identity.TimeZone);
        foreach (var one in pack.Surveys)
        {
            await KeepSurveys.InsertAsync(
                session,
                KeepSurveys.Draft(one.Code, 1, one.From(CityDay.Of(now, zone)), "system", now),
                "survey.Made", now);
        }
    }
}
