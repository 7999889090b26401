using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A step on a letter as a form or a program says it.</summary>
/// <param name="Workdays">Working days until the next answer, of one that is returned or extended.
/// </param>
internal sealed record LetterStepInput(
    LetterCommand? Command, string? Text, string? Evidence, int? Workdays);

/// <summary>Answers a letter, judges the answer, extends or withdraws it. The answer to an order
/// about a case answers the case's supervision too.</summary>
internal sealed class ActOnLetter(
    CityDatabase database, CityHolder city, CaseWriter writer, WriteLetter write,
    TimeProvider time)
{
    /// <summary>Errors: as <see cref="LetterWorkflow.Decide"/> and <see cref="LetterDue.Read"/>;
    /// there is none; escalating is done by sending the order.</summary>
    public async Task<Outcome<Letter>> RunAsync(
        Guid id, LetterStepInput input, Caller caller, CancellationToken stop = default)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        if (input.Command is not { } command
            || command is LetterCommand.Send or LetterCommand.Escalate)
        {
            return new Problem(ProblemCode.FieldRequired, "command");
        }

        var now = Instants.Storable(time.GetUtcNow());
        DateTimeOffset? due = null;
        if (command is LetterCommand.Return or LetterCommand.Extend)
        {
            if (!LetterDue.Read(city.Current, input.Workdays, now).Try(out var read, out var wrong))
            {
                return wrong;
            }

            due = read;
        }

        var action = new LetterAction(command, input.Text, input.Evidence, due);
        return command == LetterCommand.Answer
            && await SupervisedAsync(id, caller, stop) is { } about
            ? await AnswerCaseAsync(id, about, action, caller, now, stop)
            : await database.WriteAsync(
                IdempotencyKeys.Guard<Letter>(
                    session => StepAsync(session, id, action, caller, now, stop),
                    row => row.Id),
                stop);
    }

    private async Task<Outcome<Letter>> StepAsync(
        WriteSession session, Guid id, LetterAction action, Caller caller, DateTimeOffset now,
        CancellationToken stop) =>
        await WriteLetter.FindAsync(session.Reads, id, stop) is { } letter
            ? await write.StepAsync(session, letter, action, caller, now, stop)
            : new Problem(ProblemCode.NotFound, "letter", $"{id}");

    private async Task<Outcome<Letter>> AnswerCaseAsync(
        Guid id, Guid about, LetterAction action, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        Letter? answered = null;
        var done = await writer.ActAsync(
            about,
            new CaseAction(CaseCommand.AnswerSupervision, caller) { Words = action.Words },
            along: async (session, _) =>
            {
                var stored = await StepAsync(session, id, action, caller, now, stop);
                answered = stored.Problem is null ? stored.Value : null;
                return stored.Problem;
            },
            stop: stop);
        return done.Problem is { } refused ? refused : answered!;
    }

    // The case whose supervision waits for this answer; who may not answer the case answers the
    // letter alone.
    private async Task<Guid?> SupervisedAsync(Guid id, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await WriteLetter.FindAsync(context, id, stop) is not
            { Kind: LetterKind.SupervisionOrder, CaseNumber: { } number } letter
            || letter.UnitCode != caller.OrganizationCode || !letter.IsWaiting)
        {
            return null;
        }

        var found = await context.Set<Case>().FirstOrDefaultAsync(
            row => row.Number == number && row.IsOpen && row.OrderDueAt != null, stop);
        return found is not null && caller.May(
            Permission.CaseRectify, found.Standing(city.Current.Organizations.PathOf))
            ? found.Id
            : null;
    }
}
