using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Appraisal;

/// <summary>Whether points are taken or given.</summary>
public enum EntryKind
{
    /// <summary>扣分.</summary>
    Deduction,

    /// <summary>表扬加分.</summary>
    Commendation,
}

/// <summary>How far an entry has come.</summary>
public enum EntryState
{
    /// <summary>The unit may answer.</summary>
    Open,

    /// <summary>The office rules on the answer.</summary>
    Answered,

    /// <summary>It counts, whatever was answered.</summary>
    Kept,

    /// <summary>It does not count.</summary>
    Withdrawn,
}

/// <summary>扣分与加分: points of a unit by a document, with time to answer. It names a unit, never
/// a person.</summary>
public sealed record AppraisalEntry
{
    /// <summary>Days a unit has at least to answer.</summary>
    public const int AnswerDaysMin = 3;

    public required Guid Id { get; init; }

    public required Guid AppraisalId { get; init; }

    public required string UnitCode { get; init; }

    public required EntryKind Kind { get; init; }

    public required int PointsMilli { get; init; }

    public required string BasisName { get; init; }

    public required string BasisNumber { get; init; }

    public required DateOnly BasisDay { get; init; }

    public required string Reason { get; init; }

    /// <summary>Last day of the answer.</summary>
    public required DateOnly AnswerDay { get; init; }

    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public required EntryState State { get; init; }

    public string Answer { get; init; } = "";

    public DateTimeOffset? AnsweredAt { get; init; }

    public string Ruling { get; init; } = "";

    public DateTimeOffset? RuledAt { get; init; }

    public long Version { get; init; } = 1;

    public bool Counts => State != EntryState.Withdrawn;

    /// <summary>Whether nothing is left to decide: it was ruled on, or nobody answered in time. A
    /// commendation waits for nobody.</summary>
    public bool IsSettled(DateOnly today) => State is EntryState.Kept or EntryState.Withdrawn
        || (State == EntryState.Open
            && (Kind == EntryKind.Commendation || today > AnswerDay));
}

/// <summary>Rules of deductions and commendations.</summary>
public static class EntryRules
{
    /// <summary>Null where an entry may be made. Errors: no basis document; no points or no reason;
    /// too short a time to answer.</summary>
    public static Problem? Refuse(AppraisalEntry wanted, DateOnly today) =>
        BasisDocument.Refuse(wanted.BasisName, wanted.BasisNumber, wanted.BasisDay, today)
        ?? (wanted.PointsMilli is <= 0 or > Shares.FullMilli
            ? new Problem(ProblemCode.FieldInvalid, "points", wanted.PointsMilli / 1000m)
            : null)
        ?? TextRule.Needed(wanted.Reason, "reason", YearRules.WordsMax)
        ?? (wanted.AnswerDay < today.AddDays(AppraisalEntry.AnswerDaysMin)
            ? new Problem(
                ProblemCode.AppraisalAnswerShort, "answerDay", AppraisalEntry.AnswerDaysMin)
            : null);

    /// <summary>The unit answers. Errors: it answered or was ruled on; the day has passed; no
    /// words.</summary>
    public static Outcome<AppraisalEntry> Answer(
        AppraisalEntry entry, string? words, DateOnly today, DateTimeOffset now) =>
        entry.State != EntryState.Open ? Decided(entry)
        : SheetRules.Late(entry.AnswerDay, today) is { } late ? late
        : TextRule.Needed(words, "answer", YearRules.WordsMax) is { } wordless ? wordless
        : entry with
        {
            State = EntryState.Answered, Answer = words!.Trim(), AnsweredAt = now,
            Version = entry.Version + 1,
        };

    /// <summary>The office keeps or withdraws it. Errors: it was withdrawn, or kept before; kept
    /// while nobody answered and may; no words.</summary>
    public static Outcome<AppraisalEntry> Rule(
        AppraisalEntry entry, bool isKept, string? words, DateOnly today, DateTimeOffset now) =>
        entry.State == EntryState.Withdrawn || (isKept && entry.State == EntryState.Kept)
            ? Decided(entry)
        : isKept && entry.State == EntryState.Open && today <= entry.AnswerDay
            ? new Problem(
                ProblemCode.AppraisalAnswerRunning, null, BasisDocument.Show(entry.AnswerDay))
        : TextRule.Needed(words, "ruling", YearRules.WordsMax) is { } wordless ? wordless
        : entry with
        {
            State = isKept ? EntryState.Kept : EntryState.Withdrawn, Ruling = words!.Trim(),
            RuledAt = now, Version = entry.Version + 1,
        };

    private static Problem Decided(AppraisalEntry entry) =>
        new(ProblemCode.AppraisalEntryDecided, null, entry.State);
}
