using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Bulletins;

/// <summary>What is done with a letter.</summary>
public enum LetterCommand
{
    /// <summary>发出.</summary>
    Send,

    /// <summary>答复.</summary>
    Answer,

    /// <summary>退回重新答复.</summary>
    Return,

    /// <summary>销号.</summary>
    Accept,

    /// <summary>延期: the answer is due later.</summary>
    Extend,

    /// <summary>升级为督办单.</summary>
    Escalate,

    /// <summary>撤销.</summary>
    Withdraw,
}

/// <summary>A step somebody takes.</summary>
/// <param name="Evidence">What shows it: case numbers, materials, documents.</param>
/// <param name="DueAt">When the answer is due from now on, of one that is returned or extended.
/// </param>
/// <param name="HasFiles">Whether files go with it: they are evidence too.</param>
public sealed record LetterAction(
    LetterCommand Command, string? Words = null, string? Evidence = null,
    DateTimeOffset? DueAt = null, bool HasFiles = false);

/// <summary>The way of a letter. The unit answers, whoever may send letters and is not the unit
/// judges the answer.</summary>
public static class LetterWorkflow
{
    // Null where it stays as it is.
    private static readonly Dictionary<LetterCommand, (LetterState[] From, LetterState? To)> Ways =
        new()
        {
            [LetterCommand.Answer] =
                ([LetterState.Sent, LetterState.Returned], LetterState.Answered),
            [LetterCommand.Return] = ([LetterState.Answered], LetterState.Returned),
            [LetterCommand.Accept] = ([LetterState.Answered], LetterState.Accepted),
            [LetterCommand.Extend] = ([LetterState.Sent, LetterState.Returned], null),
            [LetterCommand.Escalate] =
                ([LetterState.Sent, LetterState.Returned], LetterState.Escalated),
            [LetterCommand.Withdraw] =
                ([LetterState.Sent, LetterState.Answered, LetterState.Returned],
                    LetterState.Withdrawn),
        };

    /// <summary>What a caller may do with it now.</summary>
    public static IReadOnlyList<LetterCommand> Open(
        Letter letter, Caller caller, DateTimeOffset now) =>
    [
        .. Ways.Keys.Where(command => Ways[command].From.Contains(letter.State)
            && Refuse(letter, command, caller, now) is null),
    ];

    /// <summary>Why a letter cannot be sent as wished; null where it can. Errors: the caller may
    /// not, or would write to its own body; title, words or basis are missing or too long; it is
    /// due before it is sent.</summary>
    public static Problem? RefuseNew(Letter wanted, Caller caller) =>
        caller.Refuse(Permission.LetterIssue)
        ?? (wanted.UnitCode == caller.OrganizationCode
            ? new Problem(ProblemCode.LetterToOneself, "unit") : null)
        ?? TextRule.Needed(wanted.Title, "headline", Letter.TitleMax)
        ?? TextRule.Needed(wanted.Words, "text", Letter.WordsMax)
        ?? TextRule.Needed(wanted.BasisName, "basisName", Letter.BasisMax)
        ?? TextRule.Short(wanted.BasisNumber, "basisNumber", Letter.BasisMax)
        ?? (wanted.DueAt <= wanted.SentAt
            ? new Problem(ProblemCode.LetterDuePast, "workdays") : null);

    /// <summary>The letter after a step, and the step. Errors: not now; the caller may not; words
    /// or evidence are missing or too long; a reminder that is not overdue cannot become an order.
    /// </summary>
    public static Outcome<(Letter After, LetterStep Step)> Decide(
        Letter before, LetterAction action, Caller caller, DateTimeOffset now)
    {
        var (from, to) = Ways[action.Command];
        if (Refuse(before, action.Command, caller, now) is { } refused)
        {
            return refused;
        }

        if (!from.Contains(before.State))
        {
            return new Problem(
                ProblemCode.LetterNotNow, "command", action.Command, before.State);
        }

        var words = TextRule.Lines(action.Words);
        var evidence = TextRule.Lines(action.Evidence);
        var isAnswer = action.Command == LetterCommand.Answer;
        if (((action.Command == LetterCommand.Accept
                ? TextRule.Short(words, "text", Letter.WordsMax)
                : TextRule.Needed(words, "text", Letter.WordsMax))
            ?? (isAnswer && !action.HasFiles
                ? TextRule.Needed(evidence, "evidence", Letter.EvidenceMax)
                : TextRule.Short(evidence, "evidence", Letter.EvidenceMax))) is { } unfit)
        {
            return unfit;
        }

        var isDueAnew = action.Command is LetterCommand.Return or LetterCommand.Extend;
        var least = action.Command == LetterCommand.Extend && before.DueAt > now
            ? before.DueAt : now;
        if (isDueAnew && !(action.DueAt > least))
        {
            return new Problem(ProblemCode.LetterDuePast, "workdays");
        }

        var after = before with
        {
            State = to ?? before.State,
            DueAt = isDueAnew ? action.DueAt!.Value : before.DueAt,
            AnsweredAt = isAnswer ? now : before.AnsweredAt,
            EndedAt = to is LetterState.Accepted or LetterState.Escalated or LetterState.Withdrawn
                ? now : null,
            Version = before.Version + 1,
        };
        return (after, new LetterStep(
            before.Id, after.Version, now, action.Command, caller.Actor,
            caller.OrganizationCode ?? "", words, evidence));
    }

    /// <summary>Whether somebody may never do it with this letter; null where they may in a state
    /// that allows it.</summary>
    internal static Problem? Refuse(
        Letter letter, LetterCommand command, Caller caller, DateTimeOffset now)
    {
        var isOwn = letter.UnitCode == caller.OrganizationCode;
        if (command == LetterCommand.Answer)
        {
            return caller.Refuse(Permission.LetterAnswer)
                ?? (isOwn ? null : new Problem(ProblemCode.LetterOfOthers, null));
        }

        return caller.Refuse(Permission.LetterIssue)
            ?? (isOwn ? new Problem(ProblemCode.LetterJudgedByUnit, null)
            : command == LetterCommand.Escalate
                && !(letter.Kind == LetterKind.Reminder && letter.IsOverdue(now))
                ? new Problem(ProblemCode.LetterNotOverdue, null)
            : null);
    }
}
