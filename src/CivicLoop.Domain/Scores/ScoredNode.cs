namespace CivicLoop.Domain.Scores;

/// <summary>A node of the score of one unit. Points are thousandths of a point; those of the
/// children sum to the node's, on every node.</summary>
public sealed record ScoredNode
{
    public required string Code { get; init; }

    public string? ParentCode { get; init; }

    /// <summary>Points it has in the card, of 100; 0 where it is not this unit's.</summary>
    public required int PlannedMilli { get; init; }

    /// <summary>Of these, measured: the rest is missing and is not taken for good or bad.</summary>
    public required int MeasuredMilli { get; init; }

    /// <summary>Points it has in the score, of 100 spread over what has figures.</summary>
    public required int WorthMilli { get; init; }

    /// <summary>Points it reached in the score.</summary>
    public required int ReachedMilli { get; init; }

    /// <summary>Share of its points in millionths; null where it is not measured.</summary>
    public int? ShareMicro { get; init; }

    /// <summary>Ends of the 95 % interval of the share, in millionths.</summary>
    public int? LowMicro { get; init; }

    public int? HighMicro { get; init; }

    /// <summary>Observations behind it: visits, cases, documents.</summary>
    public required long Count { get; init; }

    /// <summary>What was good, where everything was counted.</summary>
    public required long Part { get; init; }

    /// <summary>True where so little was seen that the unit's figure was drawn towards the city's.
    /// </summary>
    public required bool IsSmall { get; init; }

    /// <summary>Its own share before it was drawn towards the city's.</summary>
    public int? OwnMicro { get; init; }

    public int LostMilli => WorthMilli - ReachedMilli;

    public bool IsMissing => PlannedMilli > 0 && MeasuredMilli == 0;

    public bool IsPartial => MeasuredMilli > 0 && MeasuredMilli < PlannedMilli;
}

/// <summary>The score of one unit in one period.</summary>
/// <param name="Unit">Code of the area or organisation; empty for the city.</param>
/// <param name="Nodes">In the order of the tree; the first is the root.</param>
public sealed record UnitScore(UnitKind Kind, string Unit, IReadOnlyList<ScoredNode> Nodes)
{
    public ScoredNode Root => Nodes[0];

    /// <summary>0 to 100 000; null where nothing was measured.</summary>
    public int? ScoreMilli => Root.ShareMicro is null ? null : Root.ReachedMilli;

    public int? LowMilli => Root.LowMicro / 10;

    public int? HighMilli => Root.HighMicro / 10;

    public int MeasuredMilli => Root.MeasuredMilli;
}
