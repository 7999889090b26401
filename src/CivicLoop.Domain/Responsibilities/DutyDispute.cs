namespace CivicLoop.Domain.Responsibilities;

/// <summary>How far a dispute about a duty has come.</summary>
public enum DisputeState
{
    /// <summary>A unit has said who should answer.</summary>
    Claimed,

    /// <summary>The other side has answered.</summary>
    Countered,

    /// <summary>The office has ruled; the ruling is a precedent.</summary>
    Ruled,

    /// <summary>The unit that began it took it back.</summary>
    Withdrawn,
}

/// <summary>权责争议: units do not agree who answers for something. One says who should, the other
/// side answers, the office rules, and the ruling is a duty from then on.</summary>
public sealed record DutyDispute
{
    public required Guid Id { get; init; }

    public required DutySubject SubjectKind { get; init; }

    /// <summary>Only for a criterion; empty otherwise.</summary>
    public required string EditionCode { get; init; }

    public required string SubjectCode { get; init; }

    public required DutyRole Role { get; init; }

    /// <summary>Where; null for the whole city.</summary>
    public string? AreaCode { get; init; }

    /// <summary>The case it came up with; null where it came up without one.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>The organisation that began it.</summary>
    public required string ClaimOrg { get; init; }

    /// <summary>Who should answer, it says: itself or another.</summary>
    public required string ClaimHolder { get; init; }

    public required string ClaimText { get; init; }

    public required string ClaimedBy { get; init; }

    public required DateTimeOffset ClaimedAt { get; init; }

    public string? CounterOrg { get; init; }

    /// <summary>Who should answer, the other side says.</summary>
    public string? CounterHolder { get; init; }

    public string CounterText { get; init; } = "";

    public string? CounteredBy { get; init; }

    public DateTimeOffset? CounteredAt { get; init; }

    public required DisputeState State { get; init; }

    /// <summary>Who answers by the ruling.</summary>
    public string? RuledHolder { get; init; }

    public string RulingText { get; init; } = "";

    public string? RuledBy { get; init; }

    public DateTimeOffset? RuledAt { get; init; }

    /// <summary>The duty the ruling made.</summary>
    public Guid? DutyId { get; init; }

    /// <summary>The words it is found by, in small letters.</summary>
    public required string SearchText { get; init; }

    public long Version { get; init; } = 1;

    public DutyTopic Topic => new(SubjectKind, EditionCode, SubjectCode);

    /// <summary>Whether somebody may still answer it or rule on it.</summary>
    public bool IsOpen => State is DisputeState.Claimed or DisputeState.Countered;
}
