using CivicLoop.Modules.Surveys;
using CivicLoop.Modules.Surveys.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>A survey that is over and its next round, whose quotas are nearly all full.</summary>
internal static class PlayedSurveys
{
    public const string Closed = "satisfaction-1";
    public const string Running = "satisfaction-2";

    private static readonly TimeSpan AskedAgo = TimeSpan.FromDays(40);
    private static readonly TimeSpan ClosedAgo = TimeSpan.FromDays(33);

    /// <summary>Plays them once in a city, however often it is asked for.</summary>
    public static async Task PlayAsync(ServedCity city)
    {
        var lists = city.Services.GetRequiredService<SurveyLists>();
        if ((await lists.FindAsync(Running, default)).Problem is null)
        {
            return;
        }

        await city.PlayEarlierAsync(AskedAgo, async services => Assert.Null(
            (await services.GetRequiredService<PlaySurveys>().AskAsync(1)).Problem));
        await city.PlayEarlierAsync(ClosedAgo, async services => Assert.Null(
            (await services.GetRequiredService<PlaySurveys>().CloseAsync()).Problem));
        var play = city.Services.GetRequiredService<PlaySurveys>();
        Assert.Null((await play.NextAsync()).Problem);
        Assert.Null((await play.AskAsync(2)).Problem);
    }
}
