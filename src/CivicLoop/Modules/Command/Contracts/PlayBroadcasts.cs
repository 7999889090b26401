using System.Globalization;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command.Contracts;

/// <summary>A broadcast of a demonstration city's office to everybody on site, which half of them
/// said to have received; by the rules of any.</summary>
internal sealed class PlayBroadcasts(
    SendBroadcast send, BroadcastReceipts receipts, FindCommandBodies bodies,
    CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int HoursValid = 36;

    private const int AnsweringMax = 200;

    /// <summary>Null when it is played, or where there is no office or nobody on site.</summary>
    public async Task<Problem?> RunAsync(CancellationToken stop = default)
    {
        if (bodies.All.FirstOrDefault(one => one.Kind == "office") is not { } body
            || city.Current.Areas.Whole is not { } whole)
        {
            return null;
        }

        var sent = await send.RunAsync(
            new BroadcastInput(
                Say("Title"), Say("Words"), IsUrgent: true,
                time.GetUtcNow().AddHours(HoursValid).ToString("O", CultureInfo.InvariantCulture),
                [whole.Code], []),
            new Caller(
                "simulation:office", body.Code, body.Path,
                [new Grant(Permission.DirectiveIssue, Scope.City)]),
            stop);
        if (!sent.Try(out var broadcast, out var refused))
        {
            return refused.Code == ProblemCode.BroadcastReachesNobody ? null : refused;
        }

        foreach (var (n, one) in (await RecipientsAsync(broadcast.Id, stop)).Index())
        {
            var unit = city.Current.Organizations.Find(one.UnitCode);
            if (n % 2 == 0
                && (await receipts.GiveAsync(
                    broadcast.Id,
                    new Caller(
                        ActingCaller.ActorOf(one.AccountId), unit?.Code, unit?.Path, []),
                    stop)).Problem is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<BroadcastRecipient>> RecipientsAsync(
        Guid broadcast, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<BroadcastRecipient>()
            .Where(row => row.BroadcastId == broadcast)
            .OrderBy(row => row.UnitCode).ThenBy(row => row.Id).Take(AnsweringMax)
            .ToListAsync(stop);
    }

    private string Say(string key) =>
        CommandTexts.In(city.Current.Language, $"Play.Broadcast.{key}");
}
