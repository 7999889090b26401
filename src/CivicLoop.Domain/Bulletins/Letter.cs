namespace CivicLoop.Domain.Bulletins;

/// <summary>What kind of letter a unit gets.</summary>
public enum LetterKind
{
    /// <summary>提示函: reminds of something before it becomes an order.</summary>
    Reminder,

    /// <summary>督办单: a formal order with an answer due.</summary>
    SupervisionOrder,
}

/// <summary>What a letter is about.</summary>
public enum LetterSubject
{
    /// <summary>A case.</summary>
    Case,

    /// <summary>A target or another matter, in words.</summary>
    Target,

    /// <summary>A block of a published bulletin.</summary>
    Bulletin,
}

/// <summary>Where a letter stands.</summary>
public enum LetterState
{
    /// <summary>The unit has it and is to answer.</summary>
    Sent,

    /// <summary>The answer waits for whoever sent the letter.</summary>
    Answered,

    /// <summary>The answer was not enough; another is due.</summary>
    Returned,

    Accepted,

    /// <summary>Not answered in time; a supervision order took its place.</summary>
    Escalated,

    Withdrawn,
}

/// <summary>A reminder letter or supervision order to one unit (提示函、督办单).</summary>
public sealed record Letter
{
    public const int TitleMax = 120;

    public const int WordsMax = 4_000;

    public const int BasisMax = 120;

    public const int EvidenceMax = 2_000;

    public required Guid Id { get; init; }

    public required LetterKind Kind { get; init; }

    /// <summary>Year and running number within its kind, for example <c>2026-3</c>.</summary>
    public string Number { get; init; } = "";

    public required LetterState State { get; init; }

    /// <summary>The office or command body that sends it.</summary>
    public required string IssuerCode { get; init; }

    public required string UnitCode { get; init; }

    public required LetterSubject Subject { get; init; }

    public string? CaseNumber { get; init; }

    public Guid? BulletinId { get; init; }

    /// <summary>Block of the bulletin; null for all of it.</summary>
    public int? BlockN { get; init; }

    public required string Title { get; init; }

    public required string Words { get; init; }

    /// <summary>依据: the document the letter rests on.</summary>
    public required string BasisName { get; init; }

    /// <summary>Its number (文号); empty where it has none.</summary>
    public required string BasisNumber { get; init; }

    /// <summary>When the answer is due, by the city's calendar.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The reminder this order took the place of.</summary>
    public Guid? EscalatedId { get; init; }

    public required string SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>Whether the unit owes an answer.</summary>
    public bool IsWaiting => State is LetterState.Sent or LetterState.Returned;

    /// <summary>Whether the answer should have been there.</summary>
    public bool IsOverdue(DateTimeOffset now) => IsWaiting && DueAt < now;
}

/// <summary>What was done with a letter and said about it, in its order.</summary>
public sealed record LetterStep(
    Guid LetterId, long N, DateTimeOffset At, LetterCommand Command, string Actor,
    string Organization, string Words, string Evidence);
