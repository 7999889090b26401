using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Appraisal;

/// <summary>How a target is judged.</summary>
public enum TargetKind
{
    /// <summary>By a computed figure of the scorecard: a node at or above a number.</summary>
    Figure,

    /// <summary>By what is handed over, with evidence; the office judges.</summary>
    Deliverable,
}

/// <summary>年度目标: what one unit is to reach in a year, what it says it reached, and what the
/// office or the program found.</summary>
public sealed record AppraisalTarget
{
    public required Guid Id { get; init; }

    public required Guid AppraisalId { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>Unique in the unit's sheet.</summary>
    public required string Code { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    public required TargetKind Kind { get; init; }

    /// <summary>Node of the scorecard; empty for a deliverable.</summary>
    public required string NodeCode { get; init; }

    /// <summary>The figure asked for, of 100 000; null for a deliverable.</summary>
    public int? NeedMilli { get; init; }

    /// <summary>How it is judged, in words.</summary>
    public required string How { get; init; }

    public required DateOnly DueDay { get; init; }

    /// <summary>What it is worth in the unit's sheet.</summary>
    public required int PointsMilli { get; init; }

    /// <summary>What the unit says: the figure, or the share of the deliverable, of 100 000; null
    /// while it said nothing.</summary>
    public int? ClaimMilli { get; init; }

    public string ClaimWords { get; init; } = "";

    /// <summary>Why it differs from the computed figure.</summary>
    public string ClaimReason { get; init; } = "";

    /// <summary>The computed figure the unit saw beside; null where there was none.</summary>
    public int? ClaimFigureMilli { get; init; }

    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>What the office found of a deliverable, of 100 000; null while it has not.
    /// </summary>
    public int? JudgedMilli { get; init; }

    public string JudgeWords { get; init; } = "";

    public string? JudgedBy { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }

    public long Version { get; init; } = 1;

    public LocalText Name => new(NameZh, NameEn);

    /// <summary>Points reached; null where there is no figure or judgement yet. A figure at or
    /// above what was asked brings all points, below it in proportion, rounded down.</summary>
    /// <param name="figureMilli">The computed figure of the unit; null where nothing was measured.
    /// </param>
    public int? ReachedMilli(int? figureMilli) => Kind switch
    {
        TargetKind.Figure => figureMilli is not { } figure || NeedMilli is not { } need ? null
            : figure >= need ? PointsMilli
            : (int)((long)PointsMilli * figure / need),
        TargetKind.Deliverable => JudgedMilli is not { } judged ? null
            : (int)((long)PointsMilli * judged / Shares.FullMilli),
    };
}

/// <summary>What a form, a row of a list or a program wants a target to be.</summary>
public sealed record TargetWish
{
    public string? Unit { get; init; }

    public string? Code { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public TargetKind? Kind { get; init; }

    public string? Node { get; init; }

    public int? NeedMilli { get; init; }

    public string? How { get; init; }

    public DateOnly? Due { get; init; }

    public int? PointsMilli { get; init; }
}
