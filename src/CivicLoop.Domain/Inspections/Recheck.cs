using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Inspections;

/// <summary>Why a closed case is looked at again.</summary>
public enum RecheckReason
{
    /// <summary>An inspection found it.</summary>
    Finding,

    /// <summary>Its class is one of safety: every fix is re-checked.</summary>
    Safety,

    /// <summary>Drawn among all that were closed.</summary>
    Random,
}

/// <summary>How far a re-check has come.</summary>
public enum RecheckState
{
    /// <summary>Somebody is sent; neither the unit nor who checked before is told.</summary>
    Planned,

    /// <summary>It is fixed and stayed so.</summary>
    Fixed,

    /// <summary>It is not; the case was opened again.</summary>
    NotFixed,
}

/// <summary>复查: somebody who neither did nor checked it looks whether a closed case is fixed.
/// </summary>
public sealed record Recheck
{
    /// <summary>Days after closing until it should be done.</summary>
    public const int DueDays = 14;

    /// <summary>Share of the closed cases that are drawn, in thousandths.</summary>
    public const int RandomMilli = 100;

    private const int Whole = 1000;

    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required string CaseNumber { get; init; }

    /// <summary>The closing it is about; a case closed again may be looked at again.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    public required RecheckReason Reason { get; init; }

    /// <summary>Who is sent, as the journal names them; null where nobody fits.</summary>
    public string? Inspector { get; init; }

    public required RecheckState State { get; init; }

    public required DateOnly DueDay { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public string Note { get; init; } = "";

    public long Version { get; init; } = 1;

    /// <summary>Why a closed case is looked at again; null where it is not.</summary>
    /// <param name="lot">The case's lot, two bytes that follow from the city's key, so that nobody
    /// outside can tell which closings will be looked at.</param>
    public static RecheckReason? Choose(bool isFinding, bool isSafety, ushort lot) =>
        isFinding ? RecheckReason.Finding
        : isSafety ? RecheckReason.Safety
        : lot * Whole / (ushort.MaxValue + 1) < RandomMilli ? RecheckReason.Random
        : null;

    /// <summary>What was seen. Saying the same again changes nothing. Errors: another was sent;
    /// something else was said before; it is not fixed and no reason is given.</summary>
    public static Outcome<Recheck> Say(
        Recheck before, bool isFixed, string? note, string actor, DateTimeOffset now)
    {
        var state = isFixed ? RecheckState.Fixed : RecheckState.NotFixed;
        if (before.Inspector != actor)
        {
            return new Problem(ProblemCode.VisitNotYours, null);
        }

        if (before.State == state)
        {
            return before;
        }

        if (before.State != RecheckState.Planned)
        {
            return new Problem(ProblemCode.VisitOver, "state", before.State);
        }

        var wrong = isFixed
            ? TextRule.Short(note, "note", VisitRules.NoteMax)
            : TextRule.Needed(note, "note", VisitRules.NoteMax);
        return wrong is not null ? wrong : before with
        {
            State = state, SeenAt = now, Note = note?.Trim() ?? "", Version = before.Version + 1,
        };
    }
}
