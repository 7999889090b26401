using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Letters as objections see them. A granted one withdraws the letter or gives more time;
/// another unit or letter gets one of its own.</summary>
internal sealed class LetterAsks(CityHolder city, WriteLetter write) : AskSource
{
    public const string Source = "letter";

    private const int OthersMax = 50;

    public override string Name => Source;

    public override async Task<AskedThing?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        await WriteLetter.FindAsync(context, id, stop) is { } letter ? Thing(letter) : null;

    public override async Task<IReadOnlyList<AskedThing>> OthersAsync(
        CityContext context, Guid id, CancellationToken stop)
    {
        if (await WriteLetter.FindAsync(context, id, stop) is not { } letter)
        {
            return [];
        }

        var rows = await context.Set<Letter>()
            .Where(row => row.UnitCode == letter.UnitCode && row.Id != id && row.EndedAt == null)
            .OrderByDescending(row => row.Id).Take(OthersMax).ToListAsync(stop);
        return [.. rows.Select(Thing)];
    }

    public override async Task<Problem?> RemedyAsync(
        WriteSession session, Guid id, RemedyInput remedy, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        if (await WriteLetter.FindAsync(session.Reads, id, stop) is not { } letter)
        {
            return new Problem(ProblemCode.NotFound, "id", $"{id}");
        }

        if (remedy.Remedy == Remedy.Reassign)
        {
            return new Problem(ProblemCode.UnknownValue, "remedy", $"{remedy.Remedy}");
        }

        // Whoever may answer an objection may do what it grants.
        var granted = caller.AlsoMay(Permission.LetterIssue);
        return (await write.StepAsync(
            session, letter,
            remedy.Remedy == Remedy.Extend
                ? new LetterAction(
                    LetterCommand.Extend, remedy.Words,
                    DueAt: remedy.Due is { } day ? city.Current.BeginOf(day.AddDays(1)) : null)
                : new LetterAction(LetterCommand.Withdraw, remedy.Words),
            granted, now, stop)).Problem;
    }

    private static AskedThing Thing(Letter letter) => new(
        letter.Id, letter.Title, letter.UnitCode, letter.IssuerCode,
        WriteLetter.AddressOf(letter.Id), letter.EndedAt is null);
}
