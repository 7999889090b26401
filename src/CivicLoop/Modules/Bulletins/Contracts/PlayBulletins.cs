using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins.Contracts;

/// <summary>Tells of the week before in a demonstration city by the rules of any: the office
/// writes, headquarters approve, and the unit with most past its limit gets a reminder.</summary>
internal sealed class PlayBulletins(
    KeepBulletins keep, WriteBulletin write, SendLetter send, FindCommandBodies bodies,
    CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int Week = 7;

    private const int WorkdaysToAnswer = 3;

    /// <summary>The published bulletin; null where there is one already, or nobody to write and
    /// approve it. Errors: what the rules refuse.</summary>
    public async Task<Outcome<Bulletin?>> RunAsync(CancellationToken stop = default)
    {
        if (Body("office", "editor", Permission.BulletinEdit, Permission.LetterIssue)
                is not { } editor
            || Body("headquarters", "leader", Permission.BulletinApprove) is not { } leader
            || await IsToldAsync(stop))
        {
            return (Bulletin?)null;
        }

        var day = TypedDay.Show(city.Current.DayOf(time.GetUtcNow()).AddDays(-Week));
        var done = await keep.BeginAsync(
            new BulletinInput(BulletinKind.Weekly, day, null, null), editor, stop);
        foreach (var (command, caller) in new[]
        {
            (BulletinCommand.Submit, editor), (BulletinCommand.Approve, leader),
            (BulletinCommand.Publish, editor),
        })
        {
            if (!done.Try(out var bulletin, out var refused))
            {
                return refused;
            }

            done = await write.RunAsync(bulletin.Id, command, null, null, caller, null, stop);
        }

        if (!done.Try(out var published, out var wrong)
            || (wrong = await RemindAsync(published, editor, stop)) is not null)
        {
            return wrong;
        }

        return published;
    }

    private async Task<Problem?> RemindAsync(
        Bulletin published, Caller editor, CancellationToken stop)
    {
        var overdue = BulletinText.Read(published.Blocks)
            .FirstOrDefault(one => one is { Kind: BlockKind.Overdue, Rows.Count: > 0 });
        if (overdue is null)
        {
            return null;
        }

        return (await send.RunAsync(
            new LetterInput(
                LetterKind.Reminder, overdue.Rows[0].Key, null, published.Id, overdue.N,
                Say("Play.Headline"), Say("Play.Words", overdue.Rows[0].Figures[0].Part),
                Say("Play.Basis"), null, WorkdaysToAnswer, null),
            editor, stop)).Problem;
    }

    private async Task<bool> IsToldAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Bulletin>().AnyAsync(stop);
    }

    private Caller? Body(string kind, string actor, params Permission[] permissions) =>
        bodies.All.FirstOrDefault(one => one.Kind == kind) is { } body
            ? new Caller(
                $"simulation:{actor}", body.Code, body.Path,
                [.. permissions.Select(one => new Grant(one, Scope.City))])
            : null;

    private string Say(string key, params object[] values) =>
        BulletinTexts.In(city.Current.Language, key, values);
}
