using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>How the desk of a command body is kept: one person has it, writes what comes, and hands
/// it over with what is still open.</summary>
public static class DeskRules
{
    /// <summary>What is written down later than this belongs into a supplement.</summary>
    public static readonly TimeSpan WrittenAfterMax = TimeSpan.FromHours(24);

    /// <summary>The watch that begins, and the one it ends where somebody is relieved. Errors: the
    /// caller has it already; another has it and no reason is given.</summary>
    /// <param name="last">The last watch of the body; null for the first one.</param>
    public static Outcome<(DeskShift Begun, DeskShift? Relieved)> TakeOver(
        Guid id, string body, DeskShift? last, string? reason, string actor, DateTimeOffset now)
    {
        var begun = new DeskShift
        {
            Id = id, BodyCode = body, Keeper = actor, BegunAt = now, BeforeId = last?.Id,
        };
        if (last is null or { EndedAt: not null })
        {
            return (begun, (DeskShift?)null);
        }

        if (last.Keeper == actor)
        {
            return new Problem(ProblemCode.DeskTaken, null);
        }

        return TextRule.Needed(reason, "reason", DeskShift.WordsMax) is { } unsaid
            ? unsaid
            : (begun, End(last, reason!, now));
    }

    /// <summary>The watch after it was handed over. Errors: it is not the caller's; nothing is said
    /// to the next one.</summary>
    public static Outcome<DeskShift> HandOver(
        DeskShift? shift, string? words, string actor, DateTimeOffset now) =>
        (Refuse(shift, actor)
            ?? TextRule.Needed(words, "handover", DeskShift.WordsMax)) is { } refused
            ? refused
            : End(shift!, words!, now);

    /// <summary>Why an entry or a supplement cannot be written; null where it can.</summary>
    /// <param name="shift">The watch that is kept now.</param>
    /// <param name="supplemented">The entry a supplement belongs to.</param>
    /// <param name="isSettled">Whether that one was settled before.</param>
    public static Problem? RefuseEntry(
        DeskEntry wanted, DeskShift? shift, DeskEntry? supplemented, bool isSettled) =>
        Refuse(shift, wanted.Writer)
        ?? (wanted.SupplementsId is null
            ? TextRule.Needed(wanted.Source, "fromWhom", DeskEntry.SourceMax) : null)
        ?? TextRule.Needed(wanted.Words, "text", DeskEntry.WordsMax)
        ?? TextRule.Short(wanted.Done, "done", DeskEntry.WordsMax)
        ?? (wanted.At > wanted.WrittenAt || wanted.WrittenAt - wanted.At > WrittenAfterMax
            ? new Problem(ProblemCode.DeskTimeUnfit, "at") : null)
        ?? (wanted.Settles && (supplemented is not { IsOpen: true } || isSettled)
            ? new Problem(ProblemCode.DeskPointSettled, "settles") : null);

    private static Problem? Refuse(DeskShift? shift, string actor) =>
        shift is { EndedAt: null } && shift.Keeper == actor
            ? null
            : new Problem(ProblemCode.DeskNotOnWatch, null);

    private static DeskShift End(DeskShift shift, string words, DateTimeOffset now) => shift with
    {
        EndedAt = now, Handover = words.ReplaceLineEndings("\n").Trim(),
        Version = shift.Version + 1,
    };
}
