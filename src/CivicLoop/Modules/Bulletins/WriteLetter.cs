using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Stores letters and their steps in a transaction already open: the rows, the journal,
/// what the unit is asked for, and whom to tell.</summary>
internal sealed class WriteLetter(CityHolder city, CountAsk count)
{
    // Reading a letter, asking around and writing an answer, as offices say.
    private const int MinutesAsked = 60;

    /// <summary>Errors: what it escalates is not there, or is no overdue reminder to this unit.
    /// </summary>
    public async Task<Outcome<Letter>> SendAsync(
        WriteSession session, Letter wanted, Guid? escalates, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        var sent = wanted with
        {
            Number = await NumberSeries.NextAsync(
                session, $"{wanted.Kind}", city.Current.DayOf(now).Year),
        };
        if (escalates is { } id)
        {
            var reminder = await FindAsync(session.Reads, id, stop);
            if (reminder is null || reminder.UnitCode != sent.UnitCode
                || sent.Kind != LetterKind.SupervisionOrder)
            {
                return new Problem(ProblemCode.UnknownValue, "escalates", $"{id}");
            }

            var escalated = await StepAsync(
                session, reminder, new LetterAction(LetterCommand.Escalate, sent.Number), caller,
                now, stop);
            if (escalated.Problem is { } refused)
            {
                return refused;
            }
        }

        await session.InsertAsync(sent);
        await session.InsertAsync(new LetterStep(
            sent.Id, sent.Version, now, LetterCommand.Send, caller.Actor, sent.IssuerCode,
            sent.Words, ""));
        await JournalAsync(session, sent, LetterCommand.Send, caller, now);
        await count.AddAsync(session, new AskInput(
            AskKind.Task, LetterAsks.Source, sent.Id, sent.UnitCode, sent.IssuerCode,
            city.Current.DayOf(sent.DueAt), now, MinutesAsked, sent.Title));
        await TellAsync(session, sent, sent.UnitCode, sent.Kind == LetterKind.Reminder
            ? "letter-reminder" : "letter-order", now);
        return sent;
    }

    /// <summary>Does a step. Errors: as <see cref="LetterWorkflow.Decide"/>; somebody was faster.
    /// </summary>
    public async Task<Outcome<Letter>> StepAsync(
        WriteSession session, Letter before, LetterAction action, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        var waiting = action.Command == LetterCommand.Answer
            ? (await KeepAttachments.OfAsync(session.Reads, before.Id, stop))
                .Where(one => one.StepN is null).ToList()
            : [];
        action = action with { HasFiles = waiting.Count > 0 };
        if (!LetterWorkflow.Decide(before, action, caller, now).Try(out var decided, out var wrong))
        {
            return wrong;
        }

        var (after, step) = decided;
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version", before.Title);
        }

        await session.InsertAsync(step);
        foreach (var file in waiting)
        {
            await session.UpdateAsync(file with { StepN = step.N });
        }

        await JournalAsync(session, after, action.Command, caller, now);
        if (action.Command == LetterCommand.Withdraw)
        {
            await CountAsk.EndAsync(session, after.Id, AskOutcome.Withdrawn);
        }
        else if (after.DueAt != before.DueAt)
        {
            await CountAsk.MoveAsync(
                session, after.Id, after.UnitCode, city.Current.DayOf(after.DueAt));
        }

        if (TemplateOf(action.Command) is { } template)
        {
            await TellAsync(
                session, after,
                action.Command == LetterCommand.Answer ? after.IssuerCode : after.UnitCode,
                template, now);
        }

        return after;
    }

    public static async Task<Letter?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        await context.Set<Letter>().FirstOrDefaultAsync(row => row.Id == id, stop);

    // An escalated one is told of by the order that takes its place.
    private static string? TemplateOf(LetterCommand command) => command switch
    {
        LetterCommand.Answer => "letter-answered",
        LetterCommand.Return => "letter-returned",
        LetterCommand.Accept => "letter-accepted",
        LetterCommand.Extend => "letter-extended",
        LetterCommand.Withdraw => "letter-withdrawn",
        LetterCommand.Send or LetterCommand.Escalate => null,
    };

    private Task TellAsync(
        WriteSession session, Letter letter, string organization, string template,
        DateTimeOffset now) =>
        Outbox.TellAsync(
            session, $"org:{organization}", template,
            new { title = letter.Title, due = letter.DueAt, address = AddressOf(letter.Id) },
            city.Current.Language, now);

    /// <summary>Where a letter is read and answered.</summary>
    public static string AddressOf(Guid id) => $"{LettersPage.Here}/{id}";

    private static Task JournalAsync(
        WriteSession session, Letter letter, LetterCommand command, Caller caller,
        DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, letter.Id, caller.Actor, $"letter.{command}",
            new
            {
                letter.Kind, letter.Number, letter.State, issuer = letter.IssuerCode,
                unit = letter.UnitCode, letter.CaseNumber, letter.BulletinId, letter.BlockN,
                letter.DueAt, letter.EscalatedId,
            },
            now);
}
