using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Bulletins;

/// <summary>附件: a file that shows what the answer to a letter says.</summary>
/// <param name="N">From 1, per letter.</param>
/// <param name="StepN">The answer it went with; null while it waits for one.</param>
/// <param name="Bytes">Its length.</param>
public sealed record LetterAttachment(
    Guid LetterId, int N, long? StepN, string Sha256, string Name, string Kind, long Bytes)
{
    /// <summary>Of a letter; more is an archive, no answer.</summary>
    public const int PerLetterMax = 20;

    /// <summary>Whether somebody who reads the letter sees it: what waits is the unit's own.
    /// </summary>
    public bool IsSeenBy(Letter letter, Caller caller) =>
        StepN is not null || caller.OrganizationCode == letter.UnitCode;

    /// <summary>Why nothing can be attached or taken off now; null where it can. Errors: the caller
    /// may not answer, or is not of the unit; the letter waits for no answer.</summary>
    public static Problem? Refuse(Letter letter, Caller caller, DateTimeOffset now) =>
        LetterWorkflow.Refuse(letter, LetterCommand.Answer, caller, now)
        ?? (letter.IsWaiting ? null
            : new Problem(
                ProblemCode.LetterNotNow, "command", LetterCommand.Answer, letter.State));

    /// <summary>The next number, of a letter that has these. Error: it is full.</summary>
    public static Outcome<int> NextN(IReadOnlyCollection<LetterAttachment> known) =>
        known.Count >= PerLetterMax
            ? new Problem(ProblemCode.LimitTooLarge, "files", PerLetterMax)
            : 1 + known.Select(one => one.N).DefaultIfEmpty().Max();
}
