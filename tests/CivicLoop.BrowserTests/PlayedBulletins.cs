using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Bulletins;
using CivicLoop.Modules.Bulletins.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>A published bulletin, and a letter that the dispatcher may read.</summary>
internal static class PlayedBulletins
{
    private const string Dispatchers = "c-zh";

    public static async Task<(Bulletin Bulletin, Guid Letter)> PlayAsync(ServedCity city)
    {
        var services = city.Services;
        var told = await services.GetRequiredService<PlayBulletins>().RunAsync();
        Assert.Null(told.Problem);
        // The city may have been played before.
        var bulletin = told.Value ?? (await services.GetRequiredService<BulletinLists>().PageAsync(
            BulletinState.Published, withDrafts: false, null, 1, default)).Items[0];
        var sent = await services.GetRequiredService<SendLetter>().RunAsync(
            new LetterInput(
                LetterKind.Reminder, Dispatchers, null, bulletin.Id, 2, "请尽快派遣", "请说明原因",
                "工作规则", null, 3, null),
            new Caller(
                "simulation:editor", "c-office", "/c-hq/c-office/",
                [new Grant(Permission.LetterIssue, Scope.City)]));
        Assert.Null(sent.Problem);
        return (bulletin, sent.Value.Id);
    }
}
