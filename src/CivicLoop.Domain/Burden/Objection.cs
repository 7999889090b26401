namespace CivicLoop.Domain.Burden;

/// <summary>Why a unit objects to what it is asked for.</summary>
public enum ObjectionReason
{
    TooMuch,

    /// <summary>The same is asked by another request.</summary>
    Repeated,

    /// <summary>The answer was given before.</summary>
    Known,

    /// <summary>Asked at night, at a weekend, on a holiday.</summary>
    QuietHours,

    TooShort,

    /// <summary>Another unit must do it.</summary>
    NotOurs,
}

/// <summary>How far an objection is.</summary>
public enum ObjectionState
{
    Open,
    Granted,
    Dismissed,
    Withdrawn,
}

/// <summary>What is done about an objection that is granted.</summary>
public enum Remedy
{
    /// <summary>The request is taken back.</summary>
    Withdraw,

    /// <summary>It goes on as part of another request of the same unit, and counts there.</summary>
    Merge,

    /// <summary>It is due later.</summary>
    Extend,

    /// <summary>Another unit does it.</summary>
    Reassign,
}

/// <summary>异议: a unit objects to a request, and gets an answer until a day.</summary>
public sealed record Objection
{
    public required Guid Id { get; init; }

    public required string Source { get; init; }

    public required Guid SourceId { get; init; }

    /// <summary>What the request was called.</summary>
    public required string Title { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required string AskedBy { get; init; }

    public required ObjectionReason Reason { get; init; }

    public required string Text { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset AnswerDue { get; init; }

    public required ObjectionState State { get; init; }

    public Remedy? Remedy { get; init; }

    public string AnswerText { get; init; } = "";

    /// <summary>The organisation that answered.</summary>
    public string? AnsweredOrg { get; init; }

    public string? AnsweredBy { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public long Version { get; init; }
}
