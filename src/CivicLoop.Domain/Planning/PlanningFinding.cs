namespace CivicLoop.Domain.Planning;

/// <summary>What a finding is about.</summary>
public enum FindingSubject
{
    Permit,
    Project,
    TemporaryStall,

    /// <summary>案件: a problem somebody reported inside a zone.</summary>
    Case,
}

/// <summary>What does not fit.</summary>
public enum FindingKind
{
    /// <summary>侵占控制线: lies inside a control line while it holds.</summary>
    InsideZone,

    /// <summary>无有效许可: goes by a permit that nobody knows, or beyond its days.</summary>
    BeyondPermit,
}

/// <summary>How far a finding has come.</summary>
public enum FindingState
{
    Open,

    /// <summary>准予例外: a document allows it.</summary>
    Excepted,

    /// <summary>已整改: it was put right.</summary>
    Settled,
}

/// <summary>规划问题: something that does not fit the plan, until it is excepted by a document or
/// put right.</summary>
public sealed record PlanningFinding
{
    public required Guid Id { get; init; }

    public required FindingSubject Subject { get; init; }

    public required FindingKind Kind { get; init; }

    /// <summary>The use it is about; null for a case.</summary>
    public Guid? UseId { get; init; }

    /// <summary>The zone it lies in; null where it is about a permit.</summary>
    public Guid? ZoneId { get; init; }

    public ControlLine? Line { get; init; }

    /// <summary>What it is about, in words that stay: the name of the use.</summary>
    public required string Title { get; init; }

    /// <summary>The case it is about, or the one that was opened for it.</summary>
    public string? CaseNumber { get; init; }

    public required FindingState State { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>Who entered what it is about; they do not decide on it.</summary>
    public required string EnteredOrg { get; init; }

    /// <summary>Why it was excepted or how it was put right.</summary>
    public string Reason { get; init; } = "";

    public string DocumentName { get; init; } = "";

    public string DocumentNumber { get; init; } = "";

    public DateOnly? DocumentDay { get; init; }

    /// <summary>SHA-256 of the document's file.</summary>
    public string? DocumentSha256 { get; init; }

    /// <summary>Name of the document's file.</summary>
    public string? DocumentFile { get; init; }

    public string? DecidedBy { get; init; }

    public string? DecidedOrg { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public long Version { get; init; } = 1;
}
