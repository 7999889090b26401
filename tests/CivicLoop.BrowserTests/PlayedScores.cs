using CivicLoop.Domain.People;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>Published scores and an appeal against one, for pages that show them.</summary>
internal static class PlayedScores
{
    private const string Bureau = "km-cg";

    /// <summary>The month and the appeal's id.</summary>
    public static async Task<(string Period, Guid Appeal)> PlayAsync(ServedCity city)
    {
        var services = city.Services;
        var period = $"{ScorePeriod.MonthAt(services.GetRequiredService<EditionLists>().Today)}";
        Assert.Null((await services.GetRequiredService<PlayScores>().RunAsync()).Problem);
        var made = await services.GetRequiredService<ActOnAppeal>().MakeAsync(
            new AppealInput(
                InstallScorecards.Code, period, UnitKind.Line, Bureau, "score", null, null,
                "当天已经清运", "清运记录"),
            new Caller(
                "account:bureau", Bureau, $"/{Bureau}/",
                [new Grant(Permission.ScoreAppeal, Scope.City)]));
        Assert.Null(made.Problem);
        return (period, made.Value.Id);
    }
}
